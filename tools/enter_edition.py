#!/usr/bin/env python3
"""Enters an edition of the bulletin with its programme through the API, as people would by hand.

    tools/enter_edition.py ADDRESS FOLDER --writer NAME --approver NAME [--publish]

Passwords come from PANOH_WRITER_PASSWORD and PANOH_APPROVER_PASSWORD or are asked for; where the node asks for a second factor, its
digits are asked for too. With --publish the approver, who wrote nothing of it, approves and publishes. Prints where it stands.
"""

import argparse
import getpass
import json
import os
import pathlib
import re
import sys
import urllib.error
import urllib.request

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "tk", "uz")


class Refused(Exception):
    """The server said no."""


class Session:
    def __init__(self, address, name, password):
        self.address, self.cookie = address.rstrip("/"), ""
        answer = self.ask("POST", "/api/session", {"user_name": name, "password": password})
        if answer.get("stage") == "code":
            self.ask("POST", "/api/session/code", {"code": input(f"second factor of {name}: ")})

    def ask(self, method, path, body=None, headers=()):
        data = json.dumps(body, ensure_ascii=False).encode() if body is not None else None
        request = urllib.request.Request(self.address + path, method=method, data=data, headers={"Origin": self.address, **dict(headers)})
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if self.cookie:
            request.add_header("Cookie", self.cookie)
        try:
            with urllib.request.urlopen(request) as answer:
                if cookie := answer.headers.get("Set-Cookie"):
                    self.cookie = cookie.partition(";")[0]
                self.version = answer.headers.get("ETag", "")
                text = answer.read()
                return json.loads(text) if text else {}
        except urllib.error.HTTPError as error:
            raise Refused(f"{method} {path}: {error.code} {error.read().decode()[:2000]}") from None


class Content:
    """A folder: its facts, and its words by language."""

    def __init__(self, folder):
        self.facts = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
        self.words = {language: json.loads((folder / "texts" / f"{language}.json").read_text(encoding="utf-8"))
                      for language in LANGUAGES if (folder / "texts" / f"{language}.json").exists()}
        self.ids = {}

    def wordings(self, *path):
        """What stands at a place, in every language that has it; lists give one wording for each entry."""
        found = []
        for language, words in self.words.items():
            for key in path:
                words = words.get(key, {})
            texts = words if isinstance(words, list) else [words] if words else []
            found += [{"language": language, "text": text} for text in texts]
        return found

    def resolved(self, value):
        """The value with ids in place of keys."""
        if isinstance(value, str) and value.startswith("@"):
            return self.ids[value[1:]]
        if isinstance(value, dict):
            return {name: self.resolved(each) for name, each in value.items()}
        return [self.resolved(each) for each in value] if isinstance(value, list) else value

    def body(self, text):
        return re.sub(r"\{figure:(\w+)\}", lambda mark: f"{{figure:{self.ids[mark[1]]}}}", text)

    def story(self, story):
        key = story["key"]
        value = {name: [self.ids[each] for each in story[name]]
                 for name in ("campaigns", "events", "media_pieces", "materials", "commitments", "facts") if name in story}
        value |= {name: story[name] for name in ("country", "days") if name in story}
        texts = {language: words["stories"][key] for language, words in self.words.items() if key in words["stories"]}
        value["texts"] = [{"language": language, "title": words["title"], "lead": words.get("lead"), "byline": words.get("byline"),
                           "body": self.body(words["body"]), "reviewed": False} for language, words in texts.items()]
        figures = dict.fromkeys(figure for words in texts.values() for figure in re.findall(r"\{figure:(\w+)\}", words["body"]))
        value["figures"] = [{"figure": self.ids[figure], "labels": self.wordings("figures", figure, "label"),
                             "sources": self.wordings("figures", figure, "source")} for figure in figures]
        value["sources"] = self.wordings("sources", key) + self.wordings("sources", "all")
        return value

    def edition(self):
        value = dict(self.facts["edition"])
        value["languages"] = [language for language in value["languages"] if language in self.words]
        value["titles"], value["leads"] = self.wordings("edition", "title"), self.wordings("edition", "lead")
        value["notes"] = self.wordings("edition", "notes")
        value["sections"] = [{"key": section["key"], "titles": self.wordings("sections", section["key"])} for section in value["sections"]]
        return value


def enter(writer, content):
    """Programme, edition, stories; the edition's id."""
    for item in content.facts["programme"]:
        made = writer.ask("POST", f"/api/{item['kind']}", content.resolved(item["value"]))
        content.ids[item["key"]] = made["id"]
    edition = writer.ask("POST", "/api/editions", content.edition())["id"]
    stories = {story["key"]: story for story in content.facts["stories"]}
    for section in content.facts["edition"]["sections"]:
        for key in section["stories"]:
            writer.ask("POST", f"/api/editions/{edition}/stories?section={section['key']}", content.story(stories[key]))
    return edition


def step(session, edition, word):
    session.ask("GET", f"/api/editions/{edition}")
    return session.ask("POST", f"/api/editions/{edition}/{word}", headers={"If-Match": session.version})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--writer", required=True)
    parser.add_argument("--approver", required=True)
    parser.add_argument("--publish", action="store_true")
    words = parser.parse_args()

    def session(name, variable):
        return Session(words.address, name, os.environ.get(variable) or getpass.getpass(f"password of {name}: "))

    try:
        writer = session(words.writer, "PANOH_WRITER_PASSWORD")
        edition = enter(writer, Content(words.folder))
        step(writer, edition, "ask-review")
        if words.publish:
            approver = session(words.approver, "PANOH_APPROVER_PASSWORD")
            step(approver, edition, "approve")
            step(approver, edition, "publish")
    except Refused as refused:
        sys.exit(str(refused))
    print(edition)


if __name__ == "__main__":
    main()
