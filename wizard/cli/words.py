"""The few sentences of argparse that a user meets, listed so that they are translated with ours."""

from wizard.i18n import Message

ARGPARSE = (
    Message("usage: "),
    Message("options"),
    Message("positional arguments"),
    Message("show this help message and exit"),
    Message("show program's version number and exit"),
    Message("the following arguments are required: %s"),
    Message("unrecognized arguments: %s"),
    Message("invalid choice: %(value)r (choose from %(choices)s)"),
    Message("expected one argument"),
    Message("argument %(argument_name)s: %(message)s"),
    Message("ambiguous option: %(option)s could match %(matches)s"),
)
