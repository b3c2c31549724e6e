"""All jobs of the page, in the order in which one uses them: the registry.

To add one: declare a `Job` in a module here (its fields, and a function that makes one call
into `tasks/`), and name it below.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nhnorm_xlsx.scherm.jobs.adjusting import ADJUST
from nhnorm_xlsx.scherm.jobs.model import Job
from nhnorm_xlsx.scherm.jobs.rounds import DELAY, JOIN, NEWS, STANDING, START
from nhnorm_xlsx.scherm.jobs.sending import MAILS, WORKBOOKS
from nhnorm_xlsx.scherm.jobs.showing import COMPARE, FEEDBACK, FIX, HAND_OVER, PROVINCIE
from nhnorm_xlsx.scherm.jobs.taking import (
    CHECK,
    CORRECTIONS,
    DECIDE,
    IMPORT,
    SOURCES,
    TABLES,
    WITHDRAW,
)
from nhnorm_xlsx.scherm.jobs.years import DESTROY, FOLLOW, NORM_CHECK, NORM_DIFFERENCE, OVERVIEW

JOBS: Final[tuple[Job, ...]] = (
    START,
    WORKBOOKS,
    *MAILS,
    IMPORT,
    CHECK,
    TABLES,
    SOURCES,
    CORRECTIONS,
    DECIDE,
    WITHDRAW,
    NEWS,
    STANDING,
    DELAY,
    ADJUST,
    JOIN,
    FIX,
    COMPARE,
    PROVINCIE,
    HAND_OVER,
    FEEDBACK,
    FOLLOW,
    NORM_CHECK,
    NORM_DIFFERENCE,
    OVERVIEW,
    DESTROY,
)
JOB_BY_NAME: Final[Mapping[str, Job]] = {job.name: job for job in JOBS}
