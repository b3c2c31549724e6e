"""`python -m tests.golden`: write down what the program makes now."""

from tests.golden import main

if __name__ == "__main__":
    main()
