"""The page to run a round, in the browser, on this machine only.

A server at the edge: it calls the same functions of `tasks/` as the command line, and judges
nothing itself. `serving` starts and stops it, `app` has the addresses, `guards` says who may
use them, `work` does the jobs of `jobs/` one at a time, `uploads` takes what is dragged in,
`results` hands out what was made, `view` puts together what the templates show.
"""
