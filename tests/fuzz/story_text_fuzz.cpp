// The text of a story of the bulletin: any bytes are understood or refused by line, and what was understood
// is written so that it reads the same.

#include <cstdint>
#include <string>
#include <string_view>

#include "bulletin/body.h"
#include "fuzz.h"
#include "outreach/faults.h"

namespace {

using namespace panoh;
using namespace panoh::bulletin;

/// Every sign of punctuation with a backslash before it.
std::string escaped(std::string_view text)
{
    std::string written;
    for (const char c : text) {
        const bool mark = c > ' ' && c < 127 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
                          !(c >= 'A' && c <= 'Z');
        if (mark) written += '\\';
        written += c;
    }
    return written;
}

std::string written(const std::vector<BodyRun>& runs)
{
    std::string text;
    for (const auto& run : runs) {
        switch (run.kind) {
        case BodyRun::Kind::text:
            text += escaped(run.text);
            break;
        case BodyRun::Kind::strong:
            text += "**" + escaped(run.text) + "**";
            break;
        case BodyRun::Kind::emphasis:
            text += '*' + escaped(run.text) + '*';
            break;
        case BodyRun::Kind::link:
            fuzz::must(outreach::is_link(run.link));
            text += '[' + escaped(run.text) + "](" + run.link + ')';
            break;
        case BodyRun::Kind::figure:
            text += "{figure:" + core::to_string(run.figure) + '}';
            break;
        }
    }
    return text;
}

std::string written(const BodyBlock& block)
{
    switch (block.kind) {
    case BodyBlock::Kind::heading:
        return "## " + written(block.runs);
    case BodyBlock::Kind::paragraph:
        return written(block.runs);
    case BodyBlock::Kind::points: {
        std::string text;
        for (const auto& item : block.items)
            text += "- " + written(item) + '\n';
        return text;
    }
    case BodyBlock::Kind::quote:
        return "> " + written(block.runs) + (block.who.empty() ? "" : "\n> — " + block.who);
    case BodyBlock::Kind::figure:
        return "{figure:" + core::to_string(block.id) + '}';
    case BodyBlock::Kind::testimony:
        return "{testimony:" + core::to_string(block.id) + '}';
    case BodyBlock::Kind::picture:
        return "{picture:" + std::to_string(block.picture) + '}';
    case BodyBlock::Kind::video:
        fuzz::must(outreach::is_link(block.link));
        return "{video:" + block.link + '}';
    }
    return {};
}

bool same(const BodyBlock& a, const BodyBlock& b)
{
    return a.kind == b.kind && a.runs == b.runs && a.items == b.items && a.who == b.who && a.id == b.id &&
           a.picture == b.picture && a.link == b.link;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto body = parse_body(text);
    if (!body) {
        fuzz::must_be_refusal(body.error());
        fuzz::must(!body.error().field.empty() && body.error().field.front() != '0');
        return 0;
    }
    (void)figures_in(*body);
    (void)testimonies_in(*body);
    std::string again;
    for (const auto& block : *body)
        again += written(block) + "\n\n";
    const auto second = parse_body(again);
    // Signs that are written out make it longer than may be read.
    if (!second) {
        fuzz::must(again.size() > 80'000);
        return 0;
    }
    fuzz::must(second->size() == body->size());
    for (std::size_t i = 0; i < body->size(); ++i)
        fuzz::must(same((*body)[i], (*second)[i]));
    return 0;
}
