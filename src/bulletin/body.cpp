#include "bulletin/body.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "outreach/faults.h"

namespace panoh::bulletin {

namespace {

constexpr std::size_t longest = 80'000; // bytes
constexpr std::size_t most_blocks = 500;
constexpr std::size_t most_items = 200;
constexpr std::size_t longest_link = 2000;
constexpr std::string_view who_mark = "— ";

bool is_mark(char c)
{
    return std::string_view("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~").find(c) != std::string_view::npos;
}

bool is_address(std::string_view text)
{
    return text.size() <= longest_link && outreach::is_link(text);
}

/// What stands between braces: "figure:<id>".
struct Reference {
    std::string_view word = {};
    std::string_view value = {};
};
std::optional<Reference> reference_in(std::string_view inside)
{
    const auto colon = inside.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    return Reference{inside.substr(0, colon), inside.substr(colon + 1)};
}

/// The lines of one block as one text; a line break in it counts as a space.
class Line {
public:
    Line(std::string text, int first, std::vector<int>& faults)
        : text_(std::move(text)), line_(first), faults_(faults)
    {
    }

    std::vector<BodyRun> runs()
    {
        while (at_ < text_.size())
            if (!step()) {
                faults_.push_back(line_ + static_cast<int>(std::count(
                                              text_.begin(), text_.begin() + static_cast<long>(at_), '\n')));
                return {};
            }
        flush();
        return std::move(runs_);
    }

private:
    bool step()
    {
        switch (text_[at_]) {
        case '\\':
            plain_ += escaped();
            return true;
        case '*':
            return text_.compare(at_, 2, "**") == 0 ? marked("**", BodyRun::Kind::strong)
                                                    : marked("*", BodyRun::Kind::emphasis);
        case '{':
            return reference();
        case '[':
            return link();
        case ']':
            if (text_.compare(at_, 2, "](") == 0) return false;
            plain_ += text_[at_++];
            return true;
        default:
            plain_ += text_[at_] == '\n' ? ' ' : text_[at_];
            ++at_;
            return true;
        }
    }

    /// The sign after a backslash, or the backslash itself where none follows.
    char escaped()
    {
        if (at_ + 1 < text_.size() && is_mark(text_[at_ + 1])) ++at_;
        return text_[at_++];
    }

    /// Plain text up to `end`, which is passed over; nothing where it does not come, or another mark does.
    std::optional<std::string> up_to(std::string_view end)
    {
        std::string inside;
        auto place = at_;
        while (place < text_.size() && text_.compare(place, end.size(), end) != 0) {
            const char c = text_[place];
            if (c == '*' || c == '{') return std::nullopt;
            if (c == '\\' && place + 1 < text_.size() && is_mark(text_[place + 1])) ++place;
            inside += text_[place] == '\n' ? ' ' : text_[place];
            ++place;
        }
        if (place >= text_.size() || core::is_blank(inside)) return std::nullopt;
        at_ = place + end.size();
        return inside;
    }

    bool marked(std::string_view mark, BodyRun::Kind kind)
    {
        const auto before = at_;
        at_ += mark.size();
        auto inside = up_to(mark);
        if (!inside || core::trim(*inside).size() != inside->size()) {
            at_ = before;
            return false;
        }
        push({.kind = kind, .text = std::move(*inside)});
        return true;
    }

    bool reference()
    {
        const auto end = text_.find('}', at_);
        if (end == std::string::npos) return false;
        const auto found = reference_in(std::string_view(text_).substr(at_ + 1, end - at_ - 1));
        if (!found || found->word != "figure") return false;
        const auto id = core::parse_id<core::ItemId>(found->value);
        if (!id) return false;
        push({.kind = BodyRun::Kind::figure, .figure = *id});
        at_ = end + 1;
        return true;
    }

    /// Brackets that no address follows are brackets.
    bool link()
    {
        const auto before = at_;
        ++at_;
        auto inside = up_to("](");
        if (!inside) {
            at_ = before + 1;
            plain_ += '[';
            return true;
        }
        const auto end = text_.find(')', at_);
        const auto address = std::string_view(text_).substr(at_, end == std::string::npos ? 0 : end - at_);
        const bool image = before > 0 && text_[before - 1] == '!';
        if (!is_address(address) || image) {
            at_ = before;
            return false;
        }
        push({.kind = BodyRun::Kind::link, .text = std::move(*inside), .link = std::string(address)});
        at_ = end + 1;
        return true;
    }

    void flush()
    {
        if (!plain_.empty()) runs_.push_back({.text = std::move(plain_)});
        plain_.clear();
    }
    void push(BodyRun run)
    {
        flush();
        runs_.push_back(std::move(run));
    }

    std::string text_;
    int line_;
    std::vector<int>& faults_;
    std::size_t at_ = 0;
    std::string plain_ = {};
    std::vector<BodyRun> runs_ = {};
};

class Parser {
public:
    void line(std::string_view raw)
    {
        ++number_;
        const auto text = core::trim(raw);
        if (text.empty()) return close();
        if (text.starts_with('#')) return heading(text);
        if (text == "-" || text.starts_with("- ")) return point(core::trim(text.substr(1)));
        if (text.starts_with('>')) return quoted(core::trim(text.substr(1)));
        if (text.starts_with('{') && text.find('}') + 1 == text.size())
            return alone(text.substr(1, text.size() - 2));
        if (!in_paragraph()) open(BodyBlock::Kind::paragraph);
        add(text);
    }

    core::Result<std::vector<BodyBlock>> done()
    {
        close();
        if (blocks_.size() > most_blocks) faults_.push_back(blocks_[most_blocks].line);
        if (faults_.empty()) return std::move(blocks_);
        std::ranges::sort(faults_);
        core::Error error{.code = "bulletin/text_invalid", .field = std::to_string(faults_.front())};
        for (const int fault : faults_)
            if (error.faults.size() < 50 &&
                (error.faults.empty() || error.faults.back().field != std::to_string(fault)))
                error.faults.push_back({error.code, std::to_string(fault)});
        return core::fail(std::move(error));
    }

private:
    [[nodiscard]] bool in_paragraph() const
    {
        return open_ && blocks_.back().kind == BodyBlock::Kind::paragraph;
    }
    void fault() { faults_.push_back(number_); }

    void open(BodyBlock::Kind kind)
    {
        close();
        blocks_.push_back({.kind = kind, .line = number_});
        open_ = true;
    }
    void add(std::string_view text)
    {
        if (!lines_.empty()) lines_ += '\n';
        lines_ += text;
    }
    void close()
    {
        if (open_ && !lines_.empty()) blocks_.back().runs = Line(lines_, blocks_.back().line, faults_).runs();
        lines_.clear();
        open_ = false;
    }

    void heading(std::string_view text)
    {
        open(BodyBlock::Kind::heading);
        if (text.starts_with("## "))
            add(core::trim(text.substr(3)));
        else
            fault();
        close();
    }

    void point(std::string_view text)
    {
        if (!open_ || blocks_.back().kind != BodyBlock::Kind::points) open(BodyBlock::Kind::points);
        auto& items = blocks_.back().items;
        if (text.empty() || items.size() == most_items) return fault();
        items.push_back(Line(std::string(text), number_, faults_).runs());
    }

    void quoted(std::string_view text)
    {
        if (text.empty()) return fault();
        const bool goes_on = open_ && blocks_.back().kind == BodyBlock::Kind::quote;
        if (!goes_on) open(BodyBlock::Kind::quote);
        if (goes_on && text.starts_with(who_mark)) {
            blocks_.back().who = core::trim(text.substr(who_mark.size()));
            return close();
        }
        add(text);
    }

    /// A reference that has its line for itself.
    void alone(std::string_view inside)
    {
        using enum BodyBlock::Kind;
        const auto found = reference_in(inside);
        if (!found) return fault();
        if (found->word == "figure" || found->word == "testimony") {
            const auto id = core::parse_id<core::ItemId>(found->value);
            if (!id) return fault();
            open(found->word == "figure" ? figure : testimony);
            blocks_.back().id = *id;
        } else if (found->word == "picture" && !found->value.empty() && found->value.size() < 4 &&
                   found->value.find_first_not_of("0123456789") == std::string_view::npos) {
            open(picture);
            blocks_.back().picture = std::stoul(std::string(found->value));
        } else if (found->word == "video" && is_address(found->value)) {
            open(video);
            blocks_.back().link = found->value;
        } else {
            return fault();
        }
        close();
    }

    int number_ = 0;
    bool open_ = false;
    std::string lines_ = {};
    std::vector<BodyBlock> blocks_ = {};
    std::vector<int> faults_ = {};
};

} // namespace

core::Result<std::vector<BodyBlock>> parse_body(std::string_view text)
{
    if (text.size() > longest) return core::fail(core::ErrorKind::invalid, "bulletin/text_invalid", "1");
    Parser parser;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string line(text.substr(0, end));
        std::ranges::replace(line, '\t', ' ');
        parser.line(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parser.done();
}

std::vector<core::ItemId> figures_in(const std::vector<BodyBlock>& body)
{
    std::vector<core::ItemId> ids;
    const auto of_runs = [&](const std::vector<BodyRun>& runs) {
        for (const auto& run : runs)
            if (run.kind == BodyRun::Kind::figure) ids.push_back(run.figure);
    };
    for (const auto& block : body) {
        if (block.kind == BodyBlock::Kind::figure) ids.push_back(block.id);
        of_runs(block.runs);
        for (const auto& item : block.items)
            of_runs(item);
    }
    return ids;
}

std::vector<core::ItemId> testimonies_in(const std::vector<BodyBlock>& body)
{
    std::vector<core::ItemId> ids;
    for (const auto& block : body)
        if (block.kind == BodyBlock::Kind::testimony) ids.push_back(block.id);
    return ids;
}

} // namespace panoh::bulletin
