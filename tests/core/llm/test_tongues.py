"""Refusals in the words of Korea, Japan, Russia, Germany and France."""

# Chinese is read here: characters that Japanese has too.

from __future__ import annotations

import pytest

from core.llm.refusals import Kind, refusal_of
from tests.core.llm.errors import error


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (403, "잔액이 부족합니다. 충전 후 이용해 주세요.", Kind.UNPAID),
        (403, "残高が不足しています。", Kind.UNPAID),
        (403, "Недостаточно средств на балансе", Kind.UNPAID),
        (403, "Guthaben aufgebraucht. Bitte laden Sie Ihr Konto auf.", Kind.UNPAID),
        (403, "Crédit insuffisant, veuillez recharger votre compte", Kind.UNPAID),
        (400, "API 키가 유효하지 않습니다.", Kind.KEY),
        (400, "APIキーが無効です。", Kind.KEY),
        (403, "認証に失敗しました", Kind.KEY),
        (400, "Неверный API-ключ", Kind.KEY),
        (400, "Ungültiger API-Schlüssel", Kind.KEY),
        (400, "Clé API invalide", Kind.KEY),
        (404, "모델을 찾을 수 없습니다: m", Kind.MODEL),
        (404, "モデル m が見つかりません", Kind.MODEL),
        (400, "Модель m не найдена", Kind.MODEL),
        (404, "Das Modell m wurde nicht gefunden", Kind.MODEL),
        (404, "Le modèle m est introuvable", Kind.MODEL),
        (429, "일일 사용 한도를 초과했습니다.", Kind.QUOTA),
        (429, "本日の利用上限に達しました。", Kind.QUOTA),
        (429, "Исчерпан суточный лимит", Kind.QUOTA),
        (429, "Tageslimit erreicht", Kind.QUOTA),
        (429, "Quota journalier atteint", Kind.QUOTA),
        (400, "콘텐츠 정책 위반으로 차단되었습니다", Kind.DECLINED),
        (403, "コンテンツポリシーに違反しています", Kind.DECLINED),
        (400, "Запрос нарушает правила использования", Kind.DECLINED),
        (400, "Der Inhalt verstößt gegen unsere Richtlinien", Kind.DECLINED),
        (400, "Contenu interdit", Kind.DECLINED),
        (429, "분당 토큰 한도를 초과했습니다.", Kind.RATE),
        (503, "サーバーが混み合っています。", Kind.OVERLOADED),
    ],
)
def test_what_is_said(status: int, message: str, kind: Kind):
    assert refusal_of(status, {}, error(message)).kind is kind


@pytest.mark.parametrize(
    ("kind", "message", "limit"),
    [
        (Kind.CONTEXT, "입력이 너무 깁니다. 최대 8192 토큰까지 입력할 수 있습니다. (현재 9500 토큰)", 8192),
        (Kind.CONTEXT, "프롬프트가 최대 길이 8,192를 초과했습니다 (9,500)", 8192),
        (Kind.CONTEXT, "入力トークン数が上限（8192）を超えています: 9500", 8192),
        (Kind.CONTEXT, "Превышена максимальная длина контекста: 8192 токенов, запрошено 9500", 8192),
        (Kind.CONTEXT, "Die Anfrage ist zu lang: 9.500 Token, maximal 8.192", 8192),
        (Kind.CONTEXT, "La requête dépasse la limite de 8 192 jetons (9 500)", 8192),
        (Kind.OUTPUT, "max_tokens は 4096 以下でなければなりません", 4096),
        (Kind.OUTPUT, "max_tokens는 4096 이하여야 합니다", 4096),
        (Kind.OUTPUT, "max_tokens должно быть не более 4096", 4096),
        (Kind.OUTPUT, "max_tokens darf höchstens 4096 sein", 4096),
        (Kind.OUTPUT, "max_tokens doit être inférieur ou égal à 4096", 4096),
    ],
)  # fmt: skip
def test_how_much_is_allowed(kind: Kind, message: str, limit: int):
    found = refusal_of(400, {}, error(message))

    assert (found.kind, found.limit) == (kind, limit)


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("요청이 너무 많습니다. 30초 후 다시 시도해 주세요.", 30),
        ("リクエストが多すぎます。60秒後に再試行してください。", 60),
        ("5分後に再試行してください。", 300),
        ("Слишком много запросов, повторите через 15 секунд", 15),
        ("Повторите попытку через 1 минуту.", 60),
        ("Zu viele Anfragen. Bitte in 20 Sekunden erneut versuchen.", 20),
        ("Bitte warten Sie 45 Sekunden.", 45),
        ("Limite de requêtes atteinte, réessayez dans 2 minutes", 120),
        ("Rate limit: 60 requests in 5 minutes", None),
    ],
)
def test_how_long_to_wait(message: str, seconds: float | None):
    found = refusal_of(429, {}, error(message))

    assert (found.kind, found.after) == (Kind.RATE, seconds)
