// What stands between a cell as a spreadsheet stores it and its text: numbers and their formats, escapes of
// XML, single-byte alphabets.

#include <cmath>
#include <string>
#include <string_view>

#include "core/text.h"
#include "fuzz.h"
#include "tables/csv_guess.h"
#include "tables/number_text.h"
#include "tables/string_escapes.h"
#include "tables/text_encoding.h"

namespace {

using namespace panoh;
using fuzz::must;

void numbers(std::string_view text)
{
    const std::string shown = tables::stored_number_text(text);
    must(tables::stored_number_text(shown) == shown);
    (void)tables::kind_of_format(text);
    double number = 0;
    try {
        number = std::stod(std::string(text));
    } catch (const std::exception&) {
        return;
    }
    if (!std::isfinite(number)) return;
    must(std::stod(tables::number_text(number)) == number);
    for (const bool from_1904 : {false, true})
        for (const auto kind :
             {tables::NumberKind::date, tables::NumberKind::date_time, tables::NumberKind::time,
              tables::NumberKind::duration, tables::NumberKind::number})
            (void)tables::serial_text(number, kind, from_1904);
}

void escapes(std::string_view text)
{
    const std::string plain = tables::without_escapes(std::string(text));
    must(plain.size() <= text.size());
    std::string attribute;
    tables::append_attribute(attribute, text);
    must(attribute.find_first_of("<\"") == std::string::npos && core::is_text(attribute));
    std::string element;
    tables::append_escaped(element, text);
    must(element.find('<') == std::string::npos && core::is_text(element));
}

void encodings(std::string_view bytes)
{
    (void)tables::guess_encoding(bytes);
    for (const auto& named : core::Names<tables::Encoding>::all) {
        const auto text = tables::to_utf8(std::string(bytes), named.value);
        if (!text) {
            fuzz::must_be_refusal(text.error());
            continue;
        }
        must(core::is_text(*text) && text->size() <= bytes.size() * 3);
        const auto same = tables::to_utf8(*text, tables::Encoding::utf8);
        must(same.has_value());
    }
    const auto separator = tables::separator_line(bytes);
    must(separator.size <= bytes.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    numbers(text);
    escapes(text);
    encodings(text);
    return 0;
}
