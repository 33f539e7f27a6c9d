"""Errors that a user can cause, each one sentence that ends in its cure.

QualcodeError
├── InputError        a file, a table or an argument holds something that it must not
├── RuleError         the act is against a rule of the method (an open round, a blind turn)
└── ProjectError      the project file itself: missing, newer, locked, read-only, a full disk
"""


class QualcodeError(Exception):
    """Say what must be, what was found, where, and what to do."""


class InputError(QualcodeError):
    """A file, a table or an argument is not what it must be; nothing was changed."""


class RuleError(QualcodeError):
    """The act is against a rule of the method; nothing was changed."""


class ProjectError(QualcodeError):
    """The project file cannot be used as it is; nothing was changed."""
