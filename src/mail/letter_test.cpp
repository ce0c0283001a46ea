#include "mail/letter.h"

#include <doctest/doctest.h>

#include "mail/encode.h"
#include "mail/line.h"

namespace panoh::mail {
namespace {

Letter simple()
{
    return {.from = {"Panoh", "bulletin@node.example.org"},
            .to = "reader@example.org",
            .subject = "Bulletin of July",
            .text = "Read it.\n",
            .message_id = "0123@node.example.org",
            .at = {1'627'603'200'000}};
}

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string code_of(const Letter& letter)
{
    const auto written = write_letter(letter);
    return written ? std::string() : written.error().code;
}

} // namespace

TEST_CASE("a letter is its headers, an empty line and its text")
{
    const auto written = write_letter(simple());
    REQUIRE(written);
    CHECK(*written == "From: \"Panoh\"\r\n <bulletin@node.example.org>\r\nTo: reader@example.org\r\n"
                      "Subject: Bulletin of July\r\nDate: Fri, 30 Jul 2021 00:00:00 +0000\r\n"
                      "Message-ID:\r\n <0123@node.example.org>\r\nMIME-Version: 1.0\r\n"
                      "Content-Type: text/plain; charset=utf-8\r\n"
                      "Content-Transfer-Encoding: quoted-printable\r\n\r\nRead it.\r\n");
}

TEST_CASE("the plain text comes first, and no part loses its last line")
{
    auto letter = simple();
    letter.html = "<p>Read it.</p>";
    const auto written = write_letter(letter);
    REQUIRE(written);
    CHECK(has(*written,
              "quoted-printable\r\n\r\nRead it.\r\n\r\n--=_panoh_alternative\r\nContent-Type: text/html"));
    CHECK(has(*written, "\r\n\r\n<p>Read it.</p>\r\n--=_panoh_alternative--\r\n"));
}

TEST_CASE("no field of a letter adds a header")
{
    const std::string breaks[] = {"a\r\nBcc: x@example.org", "a\nb", "a\rb",
                                  std::string("a\0b", 3),    "a\tb", "a\x7f"};
    for (const auto& bad : breaks) {
        auto letter = simple();
        letter.subject = bad;
        CHECK(code_of(letter) == "mail/header_invalid");
        letter = simple();
        letter.from.name = bad;
        CHECK(code_of(letter) == "mail/header_invalid");
        letter = simple();
        letter.to = bad + "@example.org";
        CHECK(code_of(letter) == "mail/header_invalid");
        letter = simple();
        letter.to = "reader@example.org" + bad;
        CHECK(code_of(letter) == "mail/header_invalid");
        letter = simple();
        letter.message_id = bad + "@node.example.org";
        CHECK(code_of(letter) == "mail/header_invalid");
        letter = simple();
        letter.headers = {{"List-Id", bad}};
        CHECK(code_of(letter) == "mail/header_invalid");
        letter.headers = {{bad, "x"}};
        CHECK(code_of(letter) == "mail/header_invalid");
    }
    for (const std::string taken : {"Bcc", "to", "Content-Type", "Resent-To", "MIME-Version"}) {
        auto letter = simple();
        letter.headers = {{taken, "x"}};
        CHECK(code_of(letter) == "mail/header_invalid");
    }
}

TEST_CASE("a body that is no text is refused")
{
    auto letter = simple();
    letter.text = "\xff";
    CHECK(code_of(letter) == "mail/text_invalid");
    letter = simple();
    letter.html = std::string("<p>\0</p>", 8);
    CHECK(code_of(letter) == "mail/text_invalid");
}

TEST_CASE("a subject beyond ASCII is encoded in words of at most 75 letters, none of which cuts a letter")
{
    auto letter = simple();
    letter.subject = "Адам сатууга каршы күрөшүүнүн бүткүл дүйнөлүк күнүнө арналган бюллетень";
    const auto written = write_letter(letter);
    REQUIRE(written);
    std::size_t words = 0;
    for (auto at = written->find("=?UTF-8?B?"); at != std::string::npos;
         at = written->find("=?UTF-8?B?", at + 1)) {
        const auto end = written->find("?=\r\n", at);
        CHECK(end + 2 - at <= 75);
        ++words;
    }
    CHECK(words == 4);
    CHECK(has(*written, "\r\nSubject: =?UTF-8?B?"));
}

TEST_CASE("a long subject is folded before a space")
{
    auto letter = simple();
    for (int i = 0; i < 20; ++i)
        letter.subject += " and so on";
    const auto written = write_letter(letter);
    REQUIRE(written);
    CHECK(has(*written, "\r\n and"));
    std::size_t begin = 0;
    for (auto end = written->find("\r\n"); end != std::string::npos; end = written->find("\r\n", begin)) {
        CHECK(end - begin <= 78);
        begin = end + 2;
    }
}

TEST_CASE("quoted-printable keeps lines short and loses no space at their ends")
{
    CHECK(quoted_printable("a=b \nnext\r\nlast ") == "a=3Db=20\r\nnext\r\nlast=20");
    CHECK(quoted_printable("\xD3\xA9\t.\r") == "=D3=A9=09.=0D");
    const auto longer = quoted_printable(std::string(200, 'x'));
    CHECK(longer.find("=\r\n") == 75);
    CHECK(base64_lines("Hi") == "SGk=\r\n");
    CHECK(base64_lines("abc") == "YWJj\r\n");
    CHECK(base64_lines("").empty());
}

TEST_CASE("an address is read in one way or not at all")
{
    for (const std::string good :
         {"a@b.example", "first.last+tag@sub.example.org", "x_y@xn--e1afmkfd.example"})
        CHECK_MESSAGE(is_address(good), good);
    for (const std::string bad : {"", "a", "@b.example", "a@", "a@b", "a@b@c.example", "a..b@c.example",
                                  ".a@c.example", "a@-b.example", "a@b..example", "a@192.0.2.7",
                                  "a@[192.0.2.7]", "\"a b\"@c.example", "a b@c.example", "а@b.example",
                                  "a@b.example>", "a,b@c.example", "a@b.example\r\nRCPT TO:<x@y.example>"})
        CHECK_FALSE_MESSAGE(is_address(bad), bad);
    CHECK_FALSE(is_address(std::string(65, 'a') + "@b.example"));
    CHECK(parse_mailbox("Panoh <a@b.example>")->name == "Panoh");
    CHECK_FALSE(parse_mailbox("Panoh <a@b.example> x"));
    CHECK_FALSE(parse_mailbox("Pan\noh <a@b.example>"));
}

TEST_CASE("the address of a server is a scheme, a host and a port")
{
    for (const std::string good :
         {"smtp://mail.example.org", "smtps://mail.example.org:465", "smtp://[::1]:25"})
        CHECK_MESSAGE(check_server_address(good), good);
    for (const std::string bad : {"", "http://x", "smtp://", "smtp://a/b", "smtp://u:p@h", "smtp://h:0",
                                  "smtp://h:99999", "smtp://h:25x", "smtp://127.example.org", "smtp://[::1"})
        CHECK_FALSE_MESSAGE(check_server_address(bad), bad);
}

} // namespace panoh::mail
