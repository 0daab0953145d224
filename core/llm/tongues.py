"""What endpoints in Korea, Japan, Russia, Germany and France say as they refuse. Pure data.

In small letters. Traditional characters are simplified by then, and Japanese ones with them.
"""

# Chinese is read here: characters that Japanese has too.

from __future__ import annotations

from core.llm.kinds import REQUEST, SUCCESS, Kind, Row, any_of
from core.llm.simplified import simplified

_ANY = SUCCESS | REQUEST | {401, 429, 500, 502, 503}
_NOT_ABOUT_PACE = SUCCESS | REQUEST | {500}
_BY_THE_MINUTE = any_of(
    r"분당|분에|초당|毎分|毎秒|分あたり|1分|в минуту|в секунду|pro minute|par minute"
)

# How much may be read: behind these stands the amount.
MOST = simplified(
    r"(?:최대|한도|제한|上限|最大|максим\w{0,10}|лимит\w{0,4}|не бол\w{2,3}|höchstens"
    r"|maximal\w{0,4}|höchstlänge|grenze|limite|au plus|inférieure? ou égale? à)"
)
# Behind what an answer may have at most; and what else says that it has a bound.
AT_MOST = r"(?:以下|以内|이하|까지)"
BOUNDED = (
    r"以下|以内|超え|이하|초과|까지|не бол\w{2,3}|превы|höchstens|darf|dépass|inférieur|au plus"
)
# Behind a span of time, and before one.
AFTER = simplified(r"(?:후|뒤|後|待|お待ち|以上お待ち)")
WITHIN = (
    r"(?:через|подождите|dans|après|attendez|warten sie"
    r"|(?:in|nach)(?=\s\S{1,13}\s(?:sekunden?|minuten|stunden?)\b))"
)
UNITS = {
    "초": 1.0, "분": 60.0, "시간": 3600.0, "时间": 3600.0,
    "сек": 1.0, "мин": 60.0, "час": 3600.0,
    "sek": 1.0, "min": 60.0, "stunde": 3600.0, "heure": 3600.0,
}  # fmt: skip
UNIT = (
    r"(?:초|분|시간|时间|секунд\w{0,2}|сек|минут\w{0,2}|мин|час\w{0,2}"
    r"|sekunden?|minute[ns]?|stunden?|secondes?|heures?)(?!\w)"
)


def _said(*words: str) -> tuple[str, ...]:
    return tuple(map(simplified, words))


ROWS = (
    Row(
        Kind.UNPAID,
        _ANY,
        any_of(
            *_said(
                r"(?:잔액|크레딧|포인트).{0,8}(?:부족|없|소진)|충전",
                r"(?:残高|クレジット|ポイント).{0,8}(?:不足|ありません|足り|なくなり|使い切)|チャージし",
                r"недостаточно (?:средств|баланс)",
                r"(?:баланс|средств)\w{0,2}.{0,20}(?:исчерпан|недостат)",
                r"пополните (?:счет|счёт|баланс)",
                r"guthaben.{0,30}(?:aufgebraucht|erschöpft|reicht|nicht ausreichend|unzureichend)",
                r"(?:kein|nicht genug|unzureichendes) guthaben|konto auf(?:zu)?laden",
                r"(?:crédits?|solde).{0,20}(?:insuffisant|épuisé)|recharge[rz] votre compte",
            )
        ),
    ),
    Row(
        Kind.QUOTA,
        {200, 400, 403, 429},
        any_of(
            *_said(
                r"(?:일일|하루|오늘|월간|이번 달).{0,20}(?:한도|사용량|할당량|횟수)",
                r"(?:本日|今日|1日|日次|今月|月间).{0,20}(?:上限|制限|枠|利用|使い)",
                r"(?:суточн|дневн|месячн)\w{0,4} (?:лимит|квот)",
                r"(?:лимит|квот)\w{0,3} на (?:сегодня|день|месяц)",
                r"(?:tages|monats)(?:limit|kontingent|quote)|(?:limit|quota|quote).{0,20}journali",
                r"(?:limite|quota) (?:quotidien|mensuel|journali)",
            )
        ),
    ),
    Row(
        Kind.KEY,
        SUCCESS | REQUEST,
        any_of(
            *_said(
                r"(?:api|인증) ?키.{0,12}(?:유효하지|잘못|올바르지|만료|필요)",
                r"인증.{0,6}(?:실패|오류)",
                r"(?:api ?キー|トークン).{0,12}(?:無効|不正|正しく|期限|必要)",
                r"認証.{0,6}(?:失敗|エラー|必要)",
                r"невер\w{1,4} (?:api[- ]?)?(?:ключ|токен)",
                r"(?:ключ|токен).{0,24}(?:недействител|невер|ист[её]к)",
                r"ошибка (?:авторизации|аутентификации)|не авторизован",
                r"(?:api-?schlüssel|zugangsschlüssel|token).{0,24}(?:ungültig|abgelaufen|fehlt)",
                r"ungültige\w? (?:api-?)?(?:schlüssel|token|anmelde)|nicht autorisiert",
                r"(?:clé|jeton)\b.{0,24}(?:invalide|expiré|manquant|incorrect)|non autorisé",
            )
        ),
    ),
    Row(
        Kind.MODEL,
        _NOT_ABOUT_PACE,
        any_of(
            *_said(
                r"모델.{0,60}(?:찾을 수 없|존재하지|없습니다|지원(?:하지|되지)|사용할 수 없)",
                r"モデル.{0,60}(?:見つか|存在し|ありません|サポートされ|利用でき|対応し)",
                r"модел\w{1,3}.{0,60}(?:не найден|не существует|недоступн|не поддерж)",
                r"modell\b.{0,60}nicht (?:gefunden|vorhanden|verfügbar|unterstützt)",
                r"modell\b.{0,60}existiert nicht|unbekanntes modell",
                r"modèle.{0,60}(?:introuvable|inexistant|n'existe pas|pas disponible|inconnu)",
            )
        ),
    ),
    Row(
        Kind.CONTEXT,
        _NOT_ABOUT_PACE | {413},
        any_of(
            *_said(
                r"(?:입력|프롬프트|컨텍스트|토큰|텍스트).{0,40}(?:너무 (?:깁|길|많)|초과|넘)",
                r"(?:入力|プロンプト|コンテキスト|トークン|テキスト|文字数).{0,40}"
                r"(?:上限|超え|超過|長すぎ|大きすぎ)",
                r"превы\w{2,6}.{0,60}(?:контекст|токен|длин)",
                r"(?:контекст|токен|запрос|текст).{0,60}(?:превы|слишком (?:длин|больш|много))",
                r"слишком длинн\w{1,3} (?:запрос|текст|контекст|промпт)",
                r"(?:eingabe|kontext|prompt|anfrage|text|token).{0,60}"
                r"(?:zu (?:lang|gross)|überschr|übersteig)",
                r"(?:entrée|contexte|prompt|requête|texte|tokens?|jetons).{0,60}"
                r"(?:trop long|dépass|excèd)",
            )
        ),
        unless=_BY_THE_MINUTE,
    ),
    Row(
        Kind.DECLINED,
        SUCCESS | REQUEST,
        any_of(
            *_said(
                r"(?:부적절|유해)한|정책.{0,12}(?:위반|위배)|검열",
                r"不適切|有害な|(?:コンテンツ|安全|利用)ポリシー.{0,12}違反",
                r"недопустим\w{1,4} (?:контент|содержан)|наруша\w{1,4} (?:правил|политик)|модераци",
                r"unangemessen\w{0,2} inhalt|inhaltsrichtlinie",
                r"verst(?:oss|össt) gegen .{0,20}richtlinie",
                r"contenu (?:inapproprié|interdit|signalé)|enfreint|politique de contenu",
            )
        ),
    ),
)
