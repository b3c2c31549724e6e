"""Where the program in one folder starts: by a double click, or as a command."""

import multiprocessing
import sys

if __name__ == "__main__":
    # Before anything else: a process that reads a file starts here as well.
    multiprocessing.freeze_support()

    from nhnorm_xlsx import __version__
    from nhnorm_xlsx.__main__ import main
    from nhnorm_xlsx.double_click import begin

    meant = begin(sys.argv[1:], __version__)
    for line in meant.said:
        print(line)
    sys.argv[1:] = meant.arguments
    main()
