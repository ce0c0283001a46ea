#include <doctest/doctest.h>

#include "bulletin/body.h"

using namespace panoh;
using namespace panoh::bulletin;

namespace {

const std::string id = "0f8fad5b-d9cb-469f-a165-70867728950e";

std::vector<BodyBlock> parsed(const std::string& text)
{
    const auto body = parse_body(text);
    REQUIRE(body);
    return *body;
}

/// The lines that were not understood.
std::vector<std::string> faults_in(const std::string& text)
{
    const auto body = parse_body(text);
    if (body) return {};
    CHECK(body.error().code == "bulletin/text_invalid");
    std::vector<std::string> lines;
    for (const auto& fault : body.error().faults)
        lines.push_back(fault.field);
    return lines;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("a body is read block by block")
{
    using enum BodyBlock::Kind;
    const auto body = parsed("## A forum\nSixty people\ncame **together**.\n\n- one\n- *two*\n> We heard\n> "
                             "each other.\n> — A speaker\n\n{figure:" +
                             id + "}\n{testimony:" + id + "}\n{picture:2}\n{video:https://example.org/v}");
    REQUIRE(body.size() == 8);
    CHECK(body[0].kind == heading);
    CHECK(body[0].runs[0].text == "A forum");
    CHECK(body[1].kind == paragraph);
    CHECK(body[1].line == 2);
    CHECK(body[1].runs[0].text == "Sixty people came ");
    CHECK(body[1].runs[1] == BodyRun{.kind = BodyRun::Kind::strong, .text = "together"});
    CHECK(body[2].kind == points);
    CHECK(body[2].items.size() == 2);
    CHECK(body[2].items[1][0].kind == BodyRun::Kind::emphasis);
    CHECK(body[3].kind == quote);
    CHECK(body[3].runs[0].text == "We heard each other.");
    CHECK(body[3].who == "A speaker");
    CHECK(body[4].kind == figure);
    CHECK(core::to_string(body[4].id) == id);
    CHECK(body[5].kind == testimony);
    CHECK(body[6].picture == 2);
    CHECK(body[7].link == "https://example.org/v");
}

TEST_CASE("figures and links stand inside lines")
{
    const auto body =
        parsed("It reached {figure:" + id + "} people, says [the report](https://example.org/r).");
    REQUIRE(body.size() == 1);
    REQUIRE(body[0].runs.size() == 5);
    CHECK(body[0].runs[1].kind == BodyRun::Kind::figure);
    CHECK(body[0].runs[3].link == "https://example.org/r");
    CHECK(figures_in(body).size() == 1);
    CHECK(figures_in(parsed("- {figure:" + id + "}\n- a\n\n{figure:" + id + "}")).size() == 2);
}

TEST_CASE("what is no mark stays as it is typed")
{
    CHECK(parsed("Resolution [no. 5] of 2021!")[0].runs[0].text == "Resolution [no. 5] of 2021!");
    CHECK(parsed("2 \\* 3 \\{x\\} \\# a\\b")[0].runs[0].text == "2 * 3 {x} # a\\b");
    CHECK(parsed("\\## no heading")[0].kind == BodyBlock::Kind::paragraph);
    CHECK(parsed("<script>alert(1)</script> & _x_ `y`")[0].runs.size() == 1);
    CHECK(parsed("1. first")[0].kind == BodyBlock::Kind::paragraph);
    CHECK(parsed("").empty());
}

TEST_CASE("a half-written mark is a fault, with its line")
{
    CHECK(faults_in("fine\n\n**never closed") == Lines{"3"});
    CHECK(faults_in("one\ntwo *three") == Lines{"2"});
    CHECK(faults_in("# Too large\n\n### Too small\n##") == Lines{"1", "3", "4"});
    CHECK(faults_in("{figure:12}") == Lines{"1"});
    CHECK(faults_in("{map:" + id + "}\n{picture:x}\n{picture:-1}") == Lines{"1", "2", "3"});
    CHECK(faults_in("a {testimony:" + id + "} inside") == Lines{"1"});
    CHECK(faults_in("[x](javascript:alert(1))") == Lines{"1"});
    CHECK(faults_in("[x](//example.org)") == Lines{"1"});
    CHECK(faults_in("![x](https://example.org/x.png)") == Lines{"1"});
    CHECK(faults_in("{video:data:text/html,x}") == Lines{"1"});
    CHECK(faults_in("[a **b**](https://example.org)") == Lines{"1"});
    CHECK(faults_in("-\n>") == Lines{"1", "2"});
    CHECK(faults_in("****") == Lines{"1"});
}

TEST_CASE("what is too large is refused before it is read")
{
    CHECK_FALSE(parse_body(std::string(80'001, 'a')));
    std::string many;
    for (int i = 0; i < 501; ++i)
        many += "a\n\n";
    CHECK_FALSE(parse_body(many));
    CHECK(parse_body(many.substr(3)));
}
