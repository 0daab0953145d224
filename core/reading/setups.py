"""With which settings a paper's work was trained and run, and the hardware, software and time that
it takes. Pure.

Several sentences of one section stand together where each tells a setting that the others do not.
"""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from typing import NamedTuple

from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.quotable import Part, Text, has_plain_signs, is_item, without_marker
from core.reading.recipes import SIGNS, WORK, is_plain
from core.reading.wording import any_of, anycase

_ITEM = range(6, 160)  # characters
_TOGETHER, _LONGEST = 3, 480  # sentences, and characters of all
_SETTINGS_OF = any_of(
    r"implementation|set-?ups?|settings?|details?|training|pre-?training|fine-?tuning|"
    r"hyper-?parameters?|configurations?|hardware|schedule|optimi[sz](?:er|ation)|protocol|"
    r"reproducib\w+",
    "实现|设置|细节|训练",
)
_TUNED = anycase(r"\b(?:(?:pre-?)?train|fine-?tun|optimi[sz])(?:e|ed|s|ing|ers?)?\b|训练|微调")
_TRAINING = anycase(
    r"\b(?P<epochs>epochs?)\b|\b(?P<batch>(?:mini-?)?batch(?:es)?)\b|"
    r"\b(?P<rate>learning rates?|LR)\b|"
    r"\b(?P<optimizer>optimi[sz]ers?|AdamW?|SGD|RMSProp|Adafactor|Muon)\b|"
    r"\b(?P<steps>\d[\d,]{0,8}k? (?:[\w-]{1,20} )?(?:steps|iterations|updates))\b|"
    r"\b(?P<warm>warm-?up)\b|\b(?P<decay>weight decay)\b|\b(?P<dropout>dropout)\b|"
    r"\b(?P<lora>LoRA)\b|\b(?P<algorithm>(?-i:PPO|SAC|TD3|DQN|GRPO|DPO))\b|\b(?P<schedule>cosine|"
    r"annealing)\b|\b(?P<crops>crops? of)\b|"
    r"(?P<zh_batch>批量|批大小)|(?P<zh_rate>学习率)|(?P<zh_epochs>轮)"
)
_RUNNING = anycase(
    r"(?P<temperature>\btemperatures?\b[^.;]{0,12}?\d(?![\d.–-]{0,8} ?(?:°|degrees|K\b|C\b)))|"
    r"(?P<top>\btop[- ]?[pk]\b[^.;]{0,8}?\d)|"
    r"(?P<tokens>\b(?:max(?:imum|imal)?|at most|up to|"
    r"limit\w*)\b[^.;]{0,60}?(?:\d[\d,]* (?:[a-z]{2,12} )?tokens|tokens[^.;]{0,30}? \d))|"
    r"(?P<beam>\b(?:beam (?:size|width) [^.;]{0,5}?\d|\d+ beams|greedy decoding|"
    r"nucleus sampling))|"
    r"(?P<guidance>\bguidance scale\b[^.;]{0,8}?\d)|"
    r"(?P<steps>\b\d+ (?:DDIM )?(?:denoising|sampling|inference) steps)|"
    r"(?P<api>\b(?:via|using|through|with) (?:[\w’'.-]{1,20} ){0,4}(?:APIs?|endpoints?)\b)|"
    r"(?P<rate>\bsampling rates?\b[^.;]{0,40}?\d)|"
    r"(?P<zh>温度)"
)
_NEEDED = anycase(
    r"(?P<hardware>\b(?:\d[\d,]{0,8}|one|two|four|eight|sixteen|single|"
    r"an?)\s(?:(?!(?:hours?|days?|minutes?|for|on|to)\b)[\w-]{1,20}\s){0,4}(?:GPUs?|TPUs?|CPUs?|"
    r"(?-i:[AVHTP]\d{2,3}s?|RTX ?\d{4}|iPhone|MCUs?))\b|\b(?:NVIDIA|AMD|Intel|"
    r"Apple) [\w-]{1,12}(?: [\w-]{1,12})? (?:GPUs?|CPUs?)\b|"
    r"\b(?:RTX ?[A\d]\d{3}|Jetson|Raspberry Pi|iPhone|(?-i:ESP32|Arduino|STM32))\b|显卡)|"
    r"(?P<time>\b(?:GPU|TPU)[- ]?(?:hours?|days?)\b|(?<!over )(?<!past )(?<!last )(?<!next )"
    r"(?<!every )(?<!is )(?<![,.\d])\b(?:\d[\d.,]{0,8}|one|two|three|a few|several)\s?(?:hours?|"
    r"days?|minutes?|hrs?)\b(?! of (?:audio|speech|video|data|record\w*))|小时)|"
    r"(?P<each>\b\d[\d.]{0,6}\s?(?:ms|milliseconds|seconds|s|minutes|min) (?:per|"
    r"for (?:an?|one|each))\b)|"
    r"(?P<software>\b(?:PyTorch|TensorFlow|JAX|Keras|scikit-learn|DeepSpeed|vLLM|Megatron|"
    r"Hugging ?Face(?:['’]s)? Transformers|Python (?:\d|programming)|CUDA \d|pandas|NumPy|SciPy|"
    r"statsmodels|XGBoost|LightGBM|CatBoost|PyBullet|MuJoCo|Isaac (?:Gym|Sim|Lab)|Gazebo|CasADi|"
    r"IPOPT|Gurobi|CPLEX|(?-i:CARLA|ROS ?2?|HiGHS|SCIP|SUMO|AirSim|Webots|DSPy)|OR-Tools|"
    r"Stable[- ]Baselines ?3|RLlib|Gymnasium|OpenCV|Open3D|spaCy|NLTK|fairseq|ESPnet|Kaldi|"
    r"PennyLane|Qiskit|Cirq|PostgreSQL \d[\d.]{0,5}(?<!\.)|DuckDB|MATLAB|Simulink|OpenFOAM|COMSOL|"
    r"LAMMPS|GROMACS|PyMC|NetworkX|TensorRT|TFLite|ONNX(?: Runtime)?|llama\.cpp|Ollama|ns-3|"
    r"OMNeT\+\+|(?-i:R \d\.\d|Julia \d))(?![\w-]))|"
    r"(?P<cost>\b\d[\d.,]{0,8}\s?(?:USD|dollars|euros)\b)|"
    r"(?P<memory>\b\d[\d.]{0,6}\s?(?:[KMG]i?B)\b|显存)"
)
_TAKEN = anycase(
    r"\b(?:(?:pre-?)?train|fine-?tun|run|ran|inference|experiment|conduct|deploy|memory|requir|"
    r"us(?:e|ed)|fit|solv|simulate|evaluat|implement|built|power|equip|cost|took|take|replicat|reproduc)\w*|"
    r"训练|需要|使用"
)
_OURS = any_of(
    "we|our|all|each (?:request|query|prompt|call|response)|decoding|generations?|responses|"
    "inference|outputs",
    "我们|本文|推理|解码|采样",
)
# Another's name, of which it is told; "AdamW is used" is not.
_ANOTHER = re.compile(
    r"(?:^|\. )(?:The )?(?P<name>(?=[\w-]{0,20}[A-Z][\w-]{0,20}[A-Z\d])[\w-]{2,30}) "
    r"(?:(?:was|were|is|are) (?:trained|fine-?tuned|run|evaluated|optimi[sz]ed|pre-?trained|"
    r"implemented)|uses?|requires?|takes?|needs?)\b"
)
# What a paragraph begins with and its note is called.
_LABEL = re.compile(r"(?:Training|Optimi[sz]ation|Implementation|Set-?up)\s?[.:]\s+(?=[A-Z])")
# Signs of the paper's own, each with the value that it is given; not those of statistics.
_SIGN_SET = re.compile(
    r"\$(?![prtFz]\s?=)[^$=\d]{1,40}=\s?\{?[-\d.]{1,8}(?:\\times[^$]{1,12})?\}?\$|"
    r"(?<![\w$])(?![prtFz] ?=)[α-ωA-Za-z]{1,3} ?= ?\d[\d.]{0,6}(?<!\.)(?![\w%$])"
)
_SETS = anycase(
    r"\b(?:we (?:[\w-]{1,20} ){0,2}(?:use|set|fix|choose|adopt|take|keep)|(?:is|are) (?:set|fixed) "
    r"(?:to|at)|defaults?|unless (?:otherwise )?(?:stated|noted|specified))\b|\bwith \$"
)
_FEW_SIGNS = 2
_UNLESS = re.compile(r"Unless (?:otherwise )?(?:stated|noted|specified)(?: otherwise)?,? we ")
# A result, or what is written down, not what it takes.
_CHANGES = re.compile(
    r"\\rho\b|ρ|\bp\s?[<=]|\bcorrelat|\b(?:records?|logs) the\b|"
    r"\bestimates? (?:is|are|was|were)\b|"
    r"\b(?:collect|retriev|download|crawl|scrap|fetch)\w*\b[^.;]{0,160}\bAPIs?\b|"
    r"\bepisode simulates\b|\b(?:run|runs|trial) [^.;]{0,60}?\bshows? (?:that|the|an?)\b|"
    r"\breach (?:\w{2,12} )?(?:returns?|accurac\w+|scores?)\b|"
    r"\b(?:falls?|rises?|drops?|grows?|decreas\w+|increas\w+) from\b"
)
_ANYTHING, _DIGIT = re.compile(""), re.compile(r"\d")
# A number, not a digit of a name or of a citation.
_NUMBER = re.compile(r"(?<![\w-])\d")


class _Asked(NamedTuple):
    """Which settings are looked for.

    A sentence that tells one has what `shows` finds; one of them, or each, has what `must` finds.
    Fewer than `least` settings are none, nor are those without a number where `digits` are asked
    for.
    """

    settings: re.Pattern[str]
    must: re.Pattern[str]
    shows: re.Pattern[str] = _ANYTHING
    in_each: bool = True
    least: int = 1
    digits: bool = False


_TO_TRAIN = _Asked(_TRAINING, _TUNED, _DIGIT, in_each=False, least=2, digits=True)
_TO_NEED = _Asked(_NEEDED, _TAKEN)
_TO_RUN = _Asked(_RUNNING, _OURS, re.compile(r"\d|API|endpoint"))


def trained(text: Text, names: Names) -> str:
    """The sentences of one section that tell how the work was trained, by several settings with
    their numbers; "" without."""
    return _of_one_section(text, _TO_TRAIN, names)


def needed(text: Text, names: Names) -> str:
    """What tells the hardware, the time or the memory that the work takes; "" without."""
    return _of_one_section(text, _TO_NEED, names)


def run(text: Text, names: Names) -> str:
    """What tells with which settings the work is run, as the temperature; "" without."""
    return _of_one_section(text, _TO_RUN, names)


def signs(text: Text) -> str:
    """The sentence that tells which values most of the method's own signs have; "" where none tells
    two of them."""
    best, most = "", _FEW_SIGNS - 1
    for part in text.parts:
        for sentence in part.whole if part.kind in WORK else ():
            if "=" not in sentence or not _SETS.search(sentence):
                continue
            count = len(_SIGN_SET.findall(sentence))
            if count > most and is_plain(_UNLESS.sub("We ", sentence)):
                best, most = sentence, count
    return best


def is_training(name: str) -> bool:
    """Whether it names a setting by which work is trained."""
    return _TRAINING.search(name) is not None


def settings_in(sentence: str) -> int:
    """How many settings of training it tells."""
    if not _DIGIT.search(sentence):
        return 0
    return len({each.lastgroup for each in _TRAINING.finditer(sentence)})


def _parts(text: Text) -> list[Part]:
    """The sections that may tell settings; those whose titles say so first."""
    abstract = Part("", 1, Kind.INTRODUCTION, (), text.abstract, text.abstract)
    parts = [part for part in text.parts if part.kind in WORK]
    parts.sort(key=lambda part: _SETTINGS_OF.search(part.title) is None)
    return [*parts, abstract, *(part for part in text.parts if part.kind is Kind.INTRODUCTION)]


def _of_one_section(text: Text, asked: _Asked, names: Names) -> str:
    """The sentences of the section that tells most settings."""
    best, most = "", asked.least - 1
    for part in _parts(text):
        for told, count in (_settings(part, asked, names), _of_a_list(part, asked)):
            if count > most:
                best, most = told, count
    return best


def _settings(part: Part, asked: _Asked, names: Names) -> tuple[str, int]:
    """Up to three of a section's sentences, each of which tells a setting more, and how many
    settings they tell; none where nothing has what must be there."""
    known: set[str | None] = set()
    chosen: list[str] = []
    # Where a section on training tells settings, these are of training.
    cued = not asked.in_each and asked.must.search(part.title) is not None
    for sentence in part.whole:
        if len(chosen) == _TOGETHER or not asked.shows.search(sentence):
            continue
        has = asked.must.search(sentence) is not None
        if asked.in_each and not has:
            continue
        told = asked.settings.finditer(sentence.replace("$", ""))
        new = {_setting(each) for each in told} - known
        another = _ANOTHER.search(sentence)
        if another and not names.are_in(another["name"]):
            continue
        if not new or not is_plain(sentence) or _CHANGES.search(sentence):
            continue
        sentence = _LABEL.sub("", sentence)
        if len(" ".join((*chosen, sentence))) <= _LONGEST:
            cued = cued or has
            known |= new
            chosen.append(sentence)
    together = " ".join(chosen)
    if asked.digits and not _NUMBER.search(together):
        cued = False
    return (together, len(known)) if cued else ("", 0)


def _setting(found: re.Match[str]) -> str | None:
    """What a setting is of; each software is one of its own."""
    return found[0].lower() if found.lastgroup == "software" else found.lastgroup


def _of_a_list(part: Part, asked: _Asked) -> tuple[str, int]:
    """The items of a section's list that tell settings, as "Batch size: 64", and how many they
    tell; none where its title and its items tell nothing of what must be there."""
    known: set[str | None] = set()
    chosen: list[str] = []
    cued = asked.must.search(part.title) is not None
    for block in part.blocks:
        item = without_marker(block).rstrip(" ;.")
        if not is_item(block) or len(item) not in _ITEM or ":" not in item:
            continue
        told = asked.settings.finditer(item.replace("$", ""))
        new = {_setting(each) for each in told} - known
        fits = len("; ".join((*chosen, item))) <= _LONGEST
        if new and fits and asked.shows.search(item) and has_plain_signs(item, SIGNS):
            cued = cued or asked.must.search(item) is not None
            known |= new
            chosen.append(item)
    return ("; ".join(chosen), len(known)) if cued else ("", 0)
