#include "mail/address.h"

#include <algorithm>

#include "core/text.h"

namespace panoh::mail {
namespace {

constexpr std::size_t longest_local = 64;
constexpr std::size_t longest_domain = 253;
constexpr std::size_t longest_address = 254;
constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_name = 200;

bool is_letter_or_digit(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9');
}

bool is_atom(char letter)
{
    return is_letter_or_digit(letter) ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(letter) != std::string_view::npos;
}

/// Calls `fits(part)` for what stands between dots; false as soon as one does not.
template <typename Fits>
bool each_between_dots(std::string_view text, Fits&& fits)
{
    for (;;) {
        const auto dot = text.find('.');
        if (!fits(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_local(std::string_view text)
{
    return text.size() <= longest_local && each_between_dots(text, [](std::string_view atom) {
               return !atom.empty() && std::ranges::all_of(atom, is_atom);
           });
}

bool is_label(std::string_view label)
{
    return !label.empty() && label.size() <= longest_label && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label,
                               [](char letter) { return is_letter_or_digit(letter) || letter == '-'; });
}

bool is_domain(std::string_view text)
{
    const auto last = text.rfind('.');
    if (text.size() > longest_domain || last == std::string_view::npos) return false;
    // A number at the end would be an IP address, which is no name of a domain.
    const auto top = text.substr(last + 1);
    return each_between_dots(text, is_label) &&
           !std::ranges::all_of(top, [](char letter) { return letter >= '0' && letter <= '9'; });
}

} // namespace

bool is_address(std::string_view text)
{
    const auto at = text.find('@');
    return at != std::string_view::npos && text.size() <= longest_address && is_local(text.substr(0, at)) &&
           is_domain(text.substr(at + 1));
}

std::string_view domain_of(std::string_view address)
{
    return address.substr(address.rfind('@') + 1);
}

core::Result<Mailbox> parse_mailbox(std::string_view text)
{
    const auto invalid = [] { return core::fail(core::ErrorKind::invalid, "mail/header_invalid"); };
    Mailbox mailbox;
    const auto opens = text.find('<');
    if (opens == std::string_view::npos) {
        mailbox.address = core::trim(text);
    } else {
        if (!text.ends_with('>')) return invalid();
        mailbox.name = core::trim(text.substr(0, opens));
        mailbox.address = text.substr(opens + 1, text.size() - opens - 2);
    }
    if (!is_address(mailbox.address) || mailbox.name.size() > longest_name) return invalid();
    if (!mailbox.name.empty() && (!core::is_text(mailbox.name) || !core::is_line(mailbox.name)))
        return invalid();
    return mailbox;
}

} // namespace panoh::mail
