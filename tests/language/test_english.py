"""An article in another language is told by its small words or its script."""

from __future__ import annotations

import pytest

from inferlint.language import Analyst, seems_english
from inferlint.readers import read

FOREIGN = {
    "German": "Ein Modell beantwortet Anfragen. Jede Anfrage kostet Rechenzeit, und niemand wartet "
    "gern. Darum ist es wichtig, dass das Modell schnell ist.",
    "German, full of English terms": "Inference Server: Batch Size, Latency und Throughput der "
    "GPU. Der Token Stream ist mit dem Cache im Cluster.",
    "French": "Un modèle répond aux questions. Chaque question coûte du temps, et les lecteurs "
    "n'aiment pas attendre une réponse.",
    "Spanish": "Un modelo responde a las preguntas. Cada pregunta cuesta tiempo de cálculo, y a "
    "los lectores no les gusta esperar una respuesta.",
    "Portuguese": "Um modelo responde aos pedidos. Cada pedido custa tempo, e os leitores não "
    "gostam de esperar por uma resposta.",
    "Italian": "Un modello risponde alle richieste. Ogni richiesta costa tempo di calcolo, e gli "
    "utenti non amano aspettare una risposta.",
    "Dutch": "Een model beantwoordt vragen. Elke vraag kost rekentijd, en niemand wacht graag op "
    "het antwoord van een model.",
    "Swedish": "En modell svarar på frågor. Varje fråga kostar tid, och ingen vill vänta på det "
    "som den svarar.",
    "Polish": "Model odpowiada na pytania. Każde pytanie kosztuje czas, a nikt nie lubi czekać na "
    "odpowiedź, która się spóźnia.",
    "Turkish": "Bir model soruları yanıtlar. Her soru zaman alır ve kimse bir yanıt için uzun "
    "süre beklemeyi sevmez.",
    "Finnish": "Malli vastaa kysymyksiin. Jokainen kysymys maksaa aikaa, ja kukaan ei halua "
    "odottaa vastausta, joka on hidas.",
    "Indonesian": "Model menjawab pertanyaan. Setiap pertanyaan membutuhkan waktu, dan orang yang "
    "bertanya tidak suka menunggu jawaban.",
    "Vietnamese": "Mô hình trả lời các câu hỏi. Mỗi câu hỏi tốn thời gian và người dùng không "
    "thích chờ một câu trả lời.",
    "Russian": "Модель отвечает на вопросы. Каждый вопрос стоит времени, и никто не любит ждать "
    "ответа, который приходит поздно.",
    "Chinese": "模型回答问题。每个问题都需要时间，没有人喜欢等待，所以模型要快。" * 6,
    "Japanese": "モデルは質問に答える。質問には時間がかかり、だれも待ちたくない。" * 8,
    "Chinese, with names from code": "问题都需要时间，`with` 和 `open` 是代码，没有人喜欢等待。"
    * 6,
    "of no small words that are known": "Malum vastatur " * 45,
}
ENGLISH = {
    "prose": "A model answers questions. Each question costs time, and no one likes to wait.",
    "notes without small words": "Notes on serving. Latency: time per token. Memory: RAM needed. "
    "Cost: hardware per request. Batch size, cache, GPU, CPU, disk.",
    "long notes with a single small word": "Latency: time per token. Memory: RAM needed. " * 14
    + "What works.",
    "with a quotation": "The French call it le service des modèles, and that is what the server "
    "does when you ask it a question.",
    "formulas": "Loss: α β γ δ ε ζ. Rate: η θ. Step: λ μ. Decay: ν ξ. Batch: π. Scale: σ τ.",
    "too short to tell": "Der Kaffee ist gut.",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_another_language_is_told_by_its_words(text: str) -> None:
    assert not seems_english(Analyst([]).analyse(read(text, "a.md")))


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH)
def test_english_is_never_taken_for_another_language(text: str) -> None:
    assert seems_english(Analyst([]).analyse(read(text, "a.md")))


def test_a_folder_for_another_language_takes_more_english_to_be_overruled() -> None:
    half = (
        "Der Server ist bereit und das Modell antwortet. "
        "Run the server, start a model, send one request, stop both again."
    )
    analysis = Analyst([]).analyse(read(half, "a.md"))
    assert seems_english(analysis)
    assert not seems_english(analysis, doubtful=True)
