#include "portal/html.h"

#include <algorithm>

#include "http/fields.h"

namespace panoh::portal {
namespace {

void escape(std::string& into, std::string_view text)
{
    for (const char letter : text)
        switch (letter) {
        case '&':
            into += "&amp;";
            break;
        case '<':
            into += "&lt;";
            break;
        case '>':
            into += "&gt;";
            break;
        case '"':
            into += "&quot;";
            break;
        default:
            // XML has no place for control characters, and no text of ours needs one.
            if (static_cast<unsigned char>(letter) >= 0x20 || letter == '\n' || letter == '\t')
                into += letter;
        }
}

bool begins_with(std::string_view text, std::string_view word)
{
    return text.size() > word.size() && http::same_word(text.substr(0, word.size()), word);
}

bool is_own_path(std::string_view address)
{
    return address.starts_with('/') && !address.starts_with("//");
}

bool is_one_word(std::string_view address)
{
    return std::ranges::all_of(address, [](char letter) {
        return static_cast<unsigned char>(letter) > 0x20 && letter != 0x7f && letter != '\\';
    });
}

} // namespace

bool is_safe_address(std::string_view address)
{
    if (address.empty() || address.size() > 2000 || !is_one_word(address)) return false;
    return is_own_path(address) || begins_with(address, "https://") || begins_with(address, "http://") ||
           begins_with(address, "mailto:") || begins_with(address, "#");
}

Attribute href(std::string_view address)
{
    if (!is_safe_address(address)) return {Attribute::Checked(), {}, {}};
    return {Attribute::Checked(), "href", std::string(address)};
}

Attribute source(std::string_view address)
{
    if (!is_safe_address(address) || !is_own_path(address)) return {Attribute::Checked(), {}, {}};
    return {Attribute::Checked(), "src", std::string(address)};
}

Attribute picture_within(std::string_view media_type, std::string_view base64)
{
    return {Attribute::Checked(), "src",
            "data:" + std::string(media_type) + ";base64," + std::string(base64)};
}

Attribute style(Literal declarations)
{
    return {Attribute::Checked(), "style", std::string(declarations.text())};
}

void Html::begin(Name name, std::initializer_list<Attribute> attributes)
{
    text_ += '<';
    text_ += name.text();
    for (const auto& attribute : attributes) {
        if (attribute.name_.empty()) continue;
        text_ += ' ';
        text_ += attribute.name_;
        text_ += "=\"";
        escape(text_, attribute.value_);
        text_ += '"';
    }
}

Html::Element Html::open(Name name, std::initializer_list<Attribute> attributes)
{
    begin(name, attributes);
    text_ += '>';
    return {*this, name.text()};
}

void Html::empty(Name name, std::initializer_list<Attribute> attributes)
{
    begin(name, attributes);
    text_ += syntax_ == Syntax::xml ? "/>" : ">";
}

void Html::element(Name name, std::initializer_list<Attribute> attributes, std::string_view words)
{
    const auto element = open(name, attributes);
    text(words);
}

void Html::text(std::string_view words)
{
    escape(text_, words);
}

void Html::close(std::string_view name)
{
    text_ += "</";
    text_ += name;
    text_ += '>';
}

} // namespace panoh::portal
