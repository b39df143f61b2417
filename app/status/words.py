"""Holds the words of Status and the TV screen, which are drawn in the browser: app/frontend/status/words.ts says them.

Braces are places that the browser fills. A text with ``_one`` is for exactly one.
"""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as _p

from app.web.i18n import language

HEAD = {
    "status": _("Status"),
    "live": _p("wall", "Live"),
    "connecting": _("Connecting"),
    "not_live": _p("wall", "Not live"),
    "the_past": _p("wall", "The past"),
    "whose": _("Whose calls"),
    "view_all": _("Whole company"),
    "view_mine": _("My groups"),
    "choose_figures": _("Choose figures"),
    "tv_screen": _("TV screen"),
    "no_data": _("No data"),
    "no_data_since": _("No data since {time}."),
    "hidden_until": _("Figures are hidden until the connection is back. Trying again every 2 s."),
    "hidden_refused": _("Figures are hidden until you sign in again."),
    "hidden_behind": _("The portal has no news of the exchange. Figures are hidden until there is some."),
    "try_now": _("Try now"),
    "failed": _("That did not work. Check your connection and try again."),
    "done": _("Done."),
    "undo": _("Undo"),
}

FIGURES = {
    "of": _p("share of all", "of {count}"),
    "longest": _p("wait", "longest"),
    "level_ok": _("On target"),
    "level_watch": _p("level", "Watch"),
    "level_act": _p("level", "Act now"),
    "act_now": _("Act now:"),
    "watch": _("Watch:"),
    "target": _("target {value}"),
    "missed_count": _("{count} missed"),
    "abandoned_count": _("{count} abandoned"),
    "usual_by_now": _("Usual by now: {value}"),
    "change_figure": _("Change {figure}"),
    "target_more": _("Change the colour when it falls below"),
    "target_less": _("Change the colour when it rises above"),
    "target_empty": _("Leave both empty for no colour."),
    "unit_s": _("seconds"),
    "unit_min": _("minutes"),
    "signals": _("Tell me"),
    "signal_sound": _p("how to tell", "With a sound"),
    "signal_notify": _p("how to tell", "With a notification of the browser"),
    "signal_message": _p("how to tell", "With a message"),
    "never": _p("how to tell", "Never"),
    "from_watch": _p("how to tell", "From “Watch” on"),
    "from_act": _p("how to tell", "At “Act now”"),
    "earlier": _p("place", "Earlier"),
    "later": _p("place", "Later"),
    "remove_figure": _("Remove"),
    "save": _("Save"),
    "close": _("Close"),
    "drawer_help": _("Drag the figures into your order. Only you see this choice."),
    "more_figures": _("More figures"),
    "add": _("Add"),
    "add_figure": _("Add {figure}"),
    "take_away": _("Remove {figure}"),
    "move_earlier": _("Move {figure} up"),
    "move_later": _("Move {figure} down"),
    "default_figures": _("Back to the usual figures"),
}

LINES = {
    "lines_title": _("Who talks to customers most"),
    "minutes_short": _p("column", "Min"),
    "calls": _("Calls"),
    "wait": _p("column", "Wait"),
    "wait_title": _("Average wait today"),
    "longest_head": _p("column", "Longest"),
    "longest_title": _("Longest wait today"),
    "load_today": _("Load today"),
    "lines_by": _("Lines by"),
    "by_group": _p("lines by", "Group"),
    "by_number": _p("lines by", "Number"),
    "by_flow": _p("lines by", "Flow"),
    "compare": _("Compare with"),
    "compare_usual": _p("compare with", "Usual day"),
    "compare_yesterday": _p("compare with", "Yesterday by now"),
    "compare_none": _p("compare with", "Nothing"),
    "compared_with": _("compared with {count} minutes"),
    "no_lines": _("No calls yet today."),
    "hours_title": _("Calls by hour"),
    "usual_weekday": _("Usual {weekday}"),
    "hours_picture": _("Calls by hour today: {count} in all, and the usual number as a mark"),
    "hour_words": _("{hour} to {next}: {count} calls"),
    "hour_words_one": _("{hour} to {next}: 1 call"),
    "outcome_answered": _p("outcome", "Answered"),
    "outcome_missed": _p("outcome", "Missed"),
    "outcome_voicemail": _p("outcome", "Voicemail"),
    "outcome_abandoned": _p("outcome", "Abandoned"),
}

QUEUES = {
    "waiting_title": _("Waiting"),
    "waiting_in": _("Waiting in {group}"),
    "waiting_count": _("{count} waiting"),
    "helped_by": _("{groups} helps"),
    "helped_by_others": _("Another group helps"),
    "all_queues": _("All queues"),
    "no_groups": _("No group has a queue yet."),
    "nobody_waits": _("Nobody is waiting"),
    "free_of": _("{free} of {count} people are free."),
    "free_of_one": _("{free} of 1 person is free."),
    "last_waited": _("The last caller waited {time}."),
    "in_menu": _("{count} in the menu"),
    "in_menu_one": _("1 in the menu"),
    "position": _p("in a queue", "Position"),
    "nth_call": _("Call {count} today"),
    "is_taking": _("{name} is taking this call"),
    "rings": _("Rings {extensions}"),
    "take": _p("caller", "Take"),
    "move_up": _("Move {name} up"),
    "move_up_title": _("Move up"),
    "move_to_top": _("Move to the top"),
    "send_to": _("Send to a group or colleague …"),
    "send_where": _("Send {name} to"),
    "send_placeholder": _("Group or colleague"),
    "free_count": _("{count} free"),
    "hang_up": _("Hang up …"),
    "hang_up_question": _("Hang up on {name}? The call ends for everybody in it."),
    "more_for": _("More for {name}"),
    "missed_title": _("Missed, not called back"),
    "all_missed": _("All missed"),
    "nothing_missed": _("No missed call is left to call back."),
    "more_missed": _("and {count} more"),
    "more_missed_one": _("and 1 more"),
    "called_back_by": _("Called back by {name}"),
    "calls_last_at": _("{count} calls, last at"),
    "no_number": _("no number to call"),
    "call_back": _("Call back"),
}

PEOPLE = {
    "people": _("People"),
    "people_sum": _("{free} free · {talking} talking · {inside} internal"),
    "no_people": _("Nobody is here yet. Add employees in Settings."),
    "no_group": _("In no group"),
    "free_in_group": _("{free} of {count} free"),
    "time_left": _("{time} left"),
    "time_for": _("for {time}"),
    "time_since": _("since {time}"),
    "acts_for": _("Actions for {name}"),
    "make_free": _p("presence", "Free again"),
    "make_away": _p("presence", "Away"),
    "pause_for": _p("presence", "Pause: {reason}"),
}

WHY = {
    "is_red": _("{group} is red."),
    "take_longest": _("Take the longest-waiting caller"),
    "let_help": _("Let {group} help"),
    "health": _("Health"),
    "health_ok": _("All is well"),
    "health_warning": _("Look after this soon"),
    "health_unknown": _("Not known"),
    "health_fault": _("Does not work"),
}

PAST = {
    "time_machine": _("Time machine"),
    "play": _("Play"),
    "pause": _p("time machine", "Pause"),
    "today": _("Today"),
    "choose_day": _("Choose a day"),
    "moment": _("Moment shown"),
    "speed": _p("time machine", "Speed"),
    "watching": _("You are watching"),
    "at_speed": _("at {speed} times the speed"),
    "acts_off": _("Buttons that act on calls are off."),
    "back_to_live": _("Back to live"),
    "what_if": _("What if?"),
    "add_somebody": _("Add somebody to a group, and see how long callers would have waited"),
    "other_numbers": _("Try other numbers"),
    "more_people": _("More people"),
    "in_group": _p("what if", "Group"),
    "time_before": _p("what if", "Time"),
    "hours": _("The last {count} hours"),
    "hours_one": _("The last hour"),
    "answer": _p("what if", "Answer"),
}

SCREENS = {
    "tv_screens": _("TV screens"),
    "screens_help": _(
        "A screen has a link of its own. It stays signed in, shows no numbers, and can do nothing else. "
        "It shows the figures that you have chosen now."
    ),
    "screen_link": _("Open this link on the screen"),
    "screen_once": _("Copy it now: it is shown this once."),
    "screen_never": _("Never opened"),
    "screen_seen": _("Last seen {time}"),
    "screen_not_allowed": _("The link has ended because {name} may no longer show this."),
    "copy": _("Copy"),
    "copied": _("Copied"),
    "end_screen": _p("TV screen", "End"),
    "end_screen_question": _("End the screen {name}? It goes blank at once."),
    "new_screen": _("New screen"),
    "screen_name": _p("TV screen", "Name"),
    "screen_name_example": _("Hall"),
    "screen_groups": _p("TV screen", "Groups"),
    "screen_groups_help": _("Choose none to show the whole company."),
    "make_link": _("Make the link"),
}

TV = {
    "tv_lines": _("Minutes with customers today"),
    "tv_lost": _p("wall", "No connection"),
    "tv_waits": _("The clock runs on; everything else waits."),
    "tv_mark": _("White mark: usual for a {weekday}"),
    "tv_ended": _("This screen has been ended."),
    "tv_ended_help": _("Make a new link on the page Status to show figures here again."),
    "tv_hidden": _p("caller", "Number hidden"),
    "tv_page": _("Page {page} of {count}"),
    "tv_missed": _("{count} missed calls, not called back"),
    "tv_missed_one": _("1 missed call, not called back"),
    "tv_oldest": _("The oldest is from {time}"),
    "tv_well": _("{well} of {count} parts OK"),
    "tv_part": _p("part of the exchange", "{part}: {state}"),
}

WORDS = {**HEAD, **FIGURES, **LINES, **QUEUES, **PEOPLE, **WHY, **PAST, **SCREENS, **TV}


def page(**more: Any) -> dict[str, Any]:
    """Return what a page is given to draw itself with, in the language in force."""
    return {"words": {name: str(text) for name, text in WORDS.items()}, "language": language(), **more}
