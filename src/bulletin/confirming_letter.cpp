#include "bulletin/confirming_letter.h"

#include <string>

namespace panoh::bulletin {
namespace {

struct Words {
    std::string_view language;
    std::string_view key;
    std::string_view text;
};

// Made by the build, English first.
constexpr Words all[] = {
#include "letter_words.inc"
};

std::string_view words_of(std::string_view language, std::string_view key)
{
    for (const auto wanted : {language, std::string_view("en")})
        for (const auto& words : all)
            if (words.language == wanted && words.key == key) return words.text;
    return {};
}

std::string filled(std::string_view text, std::string_view name, std::string_view value)
{
    std::string out(text);
    for (auto at = out.find(name); at != std::string::npos; at = out.find(name, at + value.size()))
        out.replace(at, name.size(), value);
    return out;
}

} // namespace

Letter confirming_letter(std::string_view language, std::string_view node_name)
{
    const auto subject = words_of(language, "letter.confirm_subject");
    const auto text = filled(words_of(language, "letter.confirm_text"), "{link}", confirm_place);
    return {.subject = filled(subject, "{node}", node_name),
            .text = filled(text, "{node}", node_name) + '\n'};
}

} // namespace panoh::bulletin
