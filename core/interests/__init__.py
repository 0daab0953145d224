"""Which of a day's papers fit a chat, and why: terms, features, what the past tells, tastes,
words, ranking, reasons. Pure, and the same for the same inputs."""
