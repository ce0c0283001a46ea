#include "tables/shared_texts.h"

#include <algorithm>

#include "tables/string_escapes.h"
#include "tables/xml.h"

namespace panoh::tables {

namespace {

class SharedTextReader : public XmlReader {
public:
    explicit SharedTextReader(const Limits& limits) : limits_(limits) {}

    void opened(std::string_view name, const XmlAttributes&, std::size_t depth) override
    {
        if (depth == 1 && name != "sst") return refuse_here("tables/broken");
        if (depth == 2) text_.clear();
        if (depth == 3) in_run_ = name == "r";
        // <si><t> and <si><r><t>; <rPh><t> is how it is read aloud.
        in_text_ = name == "t" && (depth == 3 || (depth == 4 && in_run_));
    }
    void closed(std::string_view name, std::size_t depth) override
    {
        in_text_ = false;
        if (depth != 2 || name != "si") return;
        const std::string whole = without_escapes(std::move(text_));
        text_.clear();
        if (!fits_cell(whole, limits_.cell_letters)) return refuse_here("tables/cell_too_long");
        if (texts.size() == limits_.shared_texts || whole.size() > limits_.shared_bytes - texts.bytes())
            return refuse_here("tables/too_many_texts");
        texts.add(whole);
    }
    void text(std::string_view piece) override
    {
        if (!in_text_) return;
        // 7 for each sign: "_x0041_".
        if (text_.size() + piece.size() > limits_.cell_letters * 7)
            return refuse_here("tables/cell_too_long");
        text_.append(piece);
    }
    [[nodiscard]] std::string place() const override { return "shared_texts"; }

    SharedTexts texts;

private:
    const Limits& limits_;
    std::string text_;
    bool in_run_ = false;
    bool in_text_ = false;
};

} // namespace

void SharedTexts::add(std::string_view text)
{
    constexpr std::size_t block = 1 << 20;
    if (text.size() > room_) {
        room_ = std::max(block, text.size());
        blocks_.push_back(std::make_unique<char[]>(room_));
        next_ = blocks_.back().get();
    }
    std::copy(text.begin(), text.end(), next_);
    texts_.emplace_back(next_, text.size());
    next_ += text.size();
    room_ -= text.size();
    bytes_ += text.size();
}

core::Result<SharedTexts> read_shared_texts(const Archive& archive, const Part& part, const Limits& limits)
{
    SharedTextReader reader(limits);
    PANOH_CHECK(read_xml(archive, part, limits, reader));
    return std::move(reader.texts);
}

bool fits_cell(std::string_view text, std::size_t letters)
{
    if (text.size() <= letters) return true;
    if (text.size() > letters * 3) return false;
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        units += byte >= 0xF0 ? 2 : (byte & 0xC0) != 0x80 ? 1 : 0;
    }
    return units <= letters;
}

} // namespace panoh::tables
