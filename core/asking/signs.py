"""The signs by which a sentence of an English paper is seen to be of a kind: data of `kinds`."""

# Tested in tests/core/asking/test_kinds.py.

from __future__ import annotations

import re

_MONTHS = (
    "January, February, March, April, May, June, July, August, September, October, November, "
    "December"
)


def _any(words: str, *patterns: str, beside: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern of any of the words, parted by commas ("*" stands for any ending), or of a pattern
    of its own."""
    told = [re.escape(word.strip()).replace(r"\*", r"\w*") for word in words.split(",")]
    return re.compile("|".join((rf"\b(?:{'|'.join(told)})\b", *patterns)), beside)


TIME = _any(
    f"{_MONTHS}, after, before, until, when, once, during, since, whenever, as soon as, by the end",
    r"\b(?:19|20)\d\d\b",
    r"\b\d+ ?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|h|min|s|ms)\b",
    r"\d\d?/\d\d?/\d\d",
)
SHARE = _any(
    "percent, percentage, half, thirds, quarter, quarters, fraction, ratio, out of", r"\d ?\\?%"
)
DURATION = _any(
    "overnight, a day, a week, a month, an hour",
    r"\b(?:\d{1,9}(?:[.,]\d{1,9})?|one|two|three|four|five|six|seven|eight|ten|twelve|several|few|many)"
    r"[ -]?(?:\w{1,12}[ -])?"
    r"(?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|h|s|ms|[μµ]s)\b"
    r"(?! (?:ago|old)\b)",
)
# How long and how large something is, that takes no time.
LENGTH = _any(
    "tokens, words, characters, letters, sentences, pages, lines, steps, layers, frames, bits, "
    "digits, bytes, length, long, longer, meters, metres, km, cm, mm, nm"
)
SIZE = _any(
    "parameter, parameters, params, billion, million, thousand, hundred, tokens, words, examples, "
    "samples, images, sentences, pairs, problems, questions, items, records, papers, documents, "
    "prompts, users, people, layers, heads, dimension*, dimensionality, size, sized, large, "
    "larger, total, contain*, consist*, compris*, entries, points, instances, bits, bytes, pages",
    r"\d ?(?:[KMBT]|[KMGT]i?B)\b|\d\\?%|[×x] ?\d|\d,\d{3}",
)
OFTEN = _any(
    "every, each, per, annual*, yearly, monthly, weekly, daily, hourly, quarterly, nightly, "
    "biannual*, frequent*, regular*, periodic*, continuous*, occasional*, once, twice, times "
    "a, times an, rarely, roughly, interval*, always, cadence, cycle*, rolling",
    r"\d ?\\?%|\d of the (?:time|cases)\b",
)
# "available clean data" says nothing of where it is to be had.
_AVAILABLE = (
    r"\bavailable(?! (?!at\b|on\b|in\b|from\b|via\b|under\b|upon\b|for\b|here\b|to\b|online\b|now\b"
    r"|and\b|as\b|through\b|by\b|with\b)[a-z])"
)
PLACE = _any(
    "github, gitlab, zenodo, pypi, conda, hugging face, huggingface, figshare, bitbucket, "
    "dockerhub, cran, hosted, repository, repositories, supplement*, website*, "
    "archive*, openly, public, publicly, release*, releasing, open-source*, open source*",
    _AVAILABLE,
    r"https?://|\bwww\.",
    r"\b[\w-]{1,60}\.(?:com|org|io|net|edu|ai|gov|dev)\b",
    r"\b(?:at|in|from) (?:the )?(?-i:[A-Z])",
)
# Where something can be had.
HAD = _any(
    "github, gitlab, zenodo, pypi, conda, hugging face, huggingface, figshare, bitbucket, "
    "dockerhub, cran, osf, availability, hosted, repository, repositories, supplement*, "
    "website*, released, publicly, open-source*, open source*, download*, stored, appendix, "
    "provided in, provided at, upon request",
    _AVAILABLE,
    r"https?://|\bwww\.",
    r"\b[\w-]{1,60}\.(?:com|org|io|net|edu|ai|gov|dev)\b",
)
SUPPORT = _any(
    "fund, funds, funded, funding, funder*, grant, grants, award*, fellowship*, sponsor*, "
    "financial, financed, foundation, scholarship*, donat*, subsid*",
    r"\bsupport(?:ed)? (?:by|from|of) (?:[a-z]+ ){0,3}(?-i:[A-Z])",
)
PERSON = _any(
    "author, authors, expert*, annotator*, worker*, student*, researcher*, team, teams, we, "
    "volunteer*, participant*, developer*, user, users, member*, company, companies, "
    "university, universities, community, engineer*, consortium, group, groups, crowd*, "
    "speaker*, clinician*, physician*, people",
    r"(?<=[a-z,;(] )[A-Z][\w.’'-]+",
    beside=re.NOFLAG,
)
REASON = _any(
    "because, since, due to, owing to, in order to, so that, so as to, therefore, thus, "
    "hence, as a result, reason, reasons, motivat*, allow, allows, allowing, enables, "
    "enabling, ensures, ensuring, caus*, attribut*, necessary, otherwise, given that, "
    "explain*, for this reason, resulting in, results in, leads to, "
    "suspect, hypothesi*, to this end",
    r"\bas (?:it|its|they|their|this|these|we|our|there|no|all|most|many|both)\b",
    r"\bwhich (?:can|makes?|means|would)\b",
    r", so\b|\bwhy\b|\bfor (?:the following|these|several|two|three|many) reasons?\b",
    r"\bto (?:avoid|prevent|ensure|reduce|make|allow|enable|protect|minimi[sz]e|keep|help|improve"
    r"|maintain|account|address|facilitate|increase|capture|mitigate|overcome|preserve|simplify|guarantee)\b",
    r"^(?:As|For|To) ",
)
COMPARISON = _any(
    "than, compared, comparison, versus, vs, outperform*, surpass*, better, worse, faster, "
    "slower, higher, lower, larger, smaller, fewer, improv*, increas*, decreas*, reduc*, "
    "speedup*, speed-up*, whereas, while, unlike, in contrast, similar*, times, differ*, "
    "gain*, drop*, more, less, exceed*, beat*, comparable, advantage*, contrary, instead of, "
    "on the other hand",
    "×",
)
LIMITS = _any(
    "limit*, drawback*, weakness*, shortcoming*, caveat*, cannot, can not, unable, fail*, "
    "future, does not, do not, did not, only, however, difficult*, challeng*, restrict*, "
    "assum*, lack*, suffer*, disadvantage*, beyond the scope, remains, remain, although, "
    "expensive, constrain*, incomplete, depends, call for, calls for, struggl*, worse, behind, "
    "worth, worthy, hurt*, harm*, degrad*, negativ*, misus*, mislead*, unethical, at the cost of, "
    "at the expense of, confined to",
    r"\bnot (?:yet|cover|support|consider|include|able|handle|address|applicable)\b",
)
MANNER = _any(
    "by, using, use, used, uses, via, through, with, based on, first, then, comput*, "
    "calculat*, apply, applies, applied, train*, sampl*, select*, measur*, obtain*, "
    "construct*, generat*, creat*, we"
)
ORIGIN = _any(
    "from, source*, collected, collect, gathered, obtained, crawl*, scraped, derived, based on, "
    "sampled, constructed, initialized, downloaded, drawn, extracted, generated, provided by, built"
)
EXTREME = _any(
    "best, worst, highest, lowest, largest, smallest, biggest, most, least, maximum, minimum, "
    "fastest, slowest, greatest, longest, shortest, strongest, weakest, hardest, easiest, "
    "cheapest, safest, majority, account* for, dominat*, saturat*, peak*, outperform*, "
    "surpass*, exceed*, superior, state-of-the-art, SOTA, optimal*, always, consistently, "
    "substantially higher, substantially lower, far higher, far lower, any other, than others, "
    "than the other, than the rest, than the remaining",
    r"(?<!on )\btop\b(?! of\b)",
)
TOTAL = _any("total, in all, overall, altogether, combined")
# Several things, listed.
LISTED = _any("such as, including, namely, like, e.g, i.e, both, either", r" \| ", ": ", ",.*,")
# A sentence that says what something is made of, or which ones they are.
LISTS = re.compile(
    r"\b(?:consist(?:s|ed|ing)? of|compris\w+|composed of|includ(?:e|es|ed|ing)|contain\w*|such as"
    r"|namely|encompass\w*|cover(?:s|ed|ing)?|as follows)\b|:$|\(i\)|\(1\)",
    re.IGNORECASE,
)
# What a work is compared with.
COMPARES = re.compile(
    r"\b[Ww]e (?:\w+ ){0,2}compare[ds]?\b|\bbaselines?\b"
    r"|\bcompar(?:ed|ing|ison) (?:\w+ ){0,3}(?:to|with|against)\b"
)
# By how much one thing is ahead of another.
BY_SO_MUCH = re.compile(
    r"\+\d|\bby (?:about |over |up to |approximately |nearly )?\d|\bfrom \d[\d.]*\\?%? to \d"
    r"|\d ?(?:x|×|\\times|times|points?|pp)\b|\b(?:gain|increase|improvement|drop|reduction)s? of\b"
    r"|\d vs\.? \d",
    re.IGNORECASE,
)
# Sections that speak of other papers.
OTHERS = re.compile(r"related work|previous work|prior work|background|literature", re.IGNORECASE)
# Sections that speak of other work as well, and what shows that a sentence speaks of this one.
ELSEWHERE = re.compile(r"introduction|related|previous|prior|background|literature", re.IGNORECASE)
# Where a sentence cites: "[12]", "[ABC+22]", "(Name et al., 2020)", "Name et al. (2020)".
CITED = re.compile(
    r"\[\d{1,3}(?:[,;–-] ?\d{1,3}){0,20}\]|\[[A-Z][^\[\]]{1,16}\d\d[a-z]?(?:, [^\[\]]{2,20}){0,8}\]"
    r"|\([^()]{0,120}\b(?:19|20)\d\d[a-z]?(?:[;,][^()]{0,120})?\)|\bet al\b"
)
# The same, but for what "we" all do.
OURS = re.compile(
    r"\b(?:our|this (?:work|paper|study)|we(?! (?:all|consume|live|see|know|rely|humans)\b))\b",
    re.IGNORECASE,
)
# What asks for other work than the paper's own.
ASKS_OF_OTHERS = re.compile(
    r"anyone|anybody|else|others?|previous|prior|earlier|existing|literature|related"
)
OWN = re.compile(r"\b(?:we|our|us|this (?:work|paper|study))\b", re.IGNORECASE)
# A sentence that says no, or how far something goes.
DENIES = _any("not, no, nor, never, without, cannot, neither, only, however, although, despite")
# The text above a table or below a figure.
CAPTION = re.compile(r"(?:Figure|Fig\.|Table) ?\w{1,9}[:.]", re.IGNORECASE)
# The row of the paper's own work.
OWN_ROW = re.compile(r"\b(?:ours?|proposed|this work|this paper)\b", re.IGNORECASE)
# What sections are for, by their titles.
CONCLUDING = re.compile(r"conclu|discuss|limit|future|ethic|impact|societ", re.IGNORECASE)
OF_TRIALS = re.compile(
    r"experiment|setup|setting|implement|detail|training|evaluat|result|ablat|analys|appendix"
    r"|hyper",
    re.IGNORECASE,
)
INTRODUCING = re.compile(r"introduction", re.IGNORECASE)
# What is said to somebody: prompts and examples, which say nothing of the work.
SPOKEN = re.compile(r"\b(?:[Yy]ou|[Yy]our|User:|Assistant:|Human:)(?!\w)")
# Titles of sections where an answer of the kind stands, whatever its words.
LIMITS_TITLE = re.compile(
    "limit|future|caveat|discussion|outlook|weakness|shortcoming", re.IGNORECASE
)
WEAK_TITLE = re.compile("limitation|weakness|shortcoming|caveat|future work", re.IGNORECASE)
SUPPORT_TITLE = re.compile("acknowledg|funding|support", re.IGNORECASE)
PLACE_TITLE = re.compile("availab|access|install|download|distribut", re.IGNORECASE)
PERSON_TITLE = re.compile("acknowledg|author|contribut|annotat|team|govern|maintain", re.IGNORECASE)
# How something is done.
HOW = _any("by, using, via, based on, according to, from, through, with, first, manually, randomly")
# How papers say what they took.
TAKES = re.compile(
    r"\b[Ww]e (?:\w+ ){0,2}(?:used?|utili[sz]ed?|adopt(?:ed)?|employ(?:ed)?|choose|chose"
    r"|select(?:ed)?|fine-tuned?|train(?:ed)?|evaluated?|test(?:ed)?|compared?|consider(?:ed)?"
    r"|included?|collect(?:ed)?)\b"
    r"|\bserves? as\b|\b(?:is|are|was|were) (?:used|chosen|selected|trained|adopted|employed)\b"
)
# What the authors did on purpose, and why.
CHOICE = re.compile(
    r"\b[Ww]e (?:\w+ ){0,3}(?:choose|chose|chosen|select(?:ed)?|decided?|opt(?:ed)?|adopt(?:ed)?"
    r"|use[ds]?|do not|did not|need to|believe|consider(?:ed)?)\b"
)
# A sentence that says outright what a word means, or calls something by it.
DEFINES = _any(
    "define*, definition, refers to, refer to, i.e, denote*, measures, quantifies, means"
)
# An address behind a sentence, as notes of the paper stand in its text.
ADDRESS = re.compile(r"\[?https?://[^\s\]]{1,300}\]?\.?")
# A sentence that speaks of the one before it.
SPEAKS_OF_LAST = re.compile(
    r"^(?:[A-Z][a-z]+, )?"
    r"(?:[Tt]his|[Tt]hese|[Tt]hose|[Ii]t|[Tt]hey|[Ii]ts|[Tt]heir|[Ss]uch|[Bb]oth"
    r"|[Tt]he (?:latter|former))\b"
    r"(?! (?:work|study|paper|article|research|project|section|thesis|survey|report)\b)"
)
# A sentence that goes on from the one before it.
GOES_ON = re.compile(
    r"^(?:[A-Z][a-z]+, )?(?:The (?:model|method|dataset|data|system|approach|latter|former)|It|They"
    r"|This|These|Those|Its|Their|We|Our|Here|Both|Each)\b"
)
# A name amid a sentence: with a capital, or with capitals or figures in it.
NAME = re.compile(
    r"(?<![.!?:] )(?<!^)\b"
    r"(?:[A-Z][\w+-]*[A-Z0-9][\w+-]*|[A-Z][a-z]+[\w-]*|[a-z]+[A-Z]\w*|[a-z]+-?\d[\w.-]*)"
)
_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "eighteen|twenty|thirty|forty|fifty|sixty|hundreds?|thousands?|millions?|billions?|dozens?|"
    "half|twice|double"
)
# Numbers that are no part of a name.
NUMBER = re.compile(
    r"(?<![\w.\-/:#])[~$€£≈]?\d[\d,]*(?:\.\d+)?(?:e\^?\{?[-+]?\d+\}?)?(?:\\?%|[kKMBT]\b|×|x\b|[KMGT]i?B\b|[GT]?FLOPs?\b|ms\b)?(?![\w/]|\.\d)"
    rf"|\b(?:{_NUMBER_WORDS})\b",
    re.IGNORECASE,
)
# What stands before the number of a figure or a section.
POINTING = re.compile(
    r"(?:fig(?:ure|s)?|tab(?:le)?|sec(?:tion)?|appendix|eqs?|equation|ref|chapter)\.? ?$",
    re.IGNORECASE,
)
# References, by number, by year or by a key ("[ABC+22]"), and the number of an item of a list.
REFERENCES = re.compile(
    r"^\d{1,2}[.)](?= )|\[[A-Z][^\[\]]{1,16}\d\d[a-z]?(?:, [^\[\]]{2,20}){0,8}\]"
    r"|\[[\d,;–\- ]{1,60}\]|\([^()]{0,120}\b(?:19|20)\d\d[a-z]?(?:[;,][^()]{0,120})?\)"
)
