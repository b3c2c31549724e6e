"""`python -m nhnorm_xlsx` is the command `nhnorm`."""

from nhnorm_xlsx.cli import main

if __name__ == "__main__":
    main()
