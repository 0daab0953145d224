"""Incoming webhooks: a generic, signed one, and those of Slack, Feishu, DingTalk and WeCom."""
