#pragma once

#include <optional>
#include <string_view>

namespace panoh::core {

/// The text forms of an enumeration; specialise with `static constexpr std::array<Named<E>, n> all`.
template <typename E>
struct Named {
    E value;
    std::string_view text;
};
template <typename E>
struct Names;

template <typename E>
concept NamedEnum = requires { Names<E>::all.size(); };

/// The stable text of a value, as stored and as sent.
template <NamedEnum E>
[[nodiscard]] constexpr std::string_view to_text(E value)
{
    for (const auto& named : Names<E>::all)
        if (named.value == value) return named.text;
    return "";
}
template <NamedEnum E>
[[nodiscard]] constexpr std::optional<E> from_text(std::string_view text)
{
    for (const auto& named : Names<E>::all)
        if (named.text == text) return named.value;
    return std::nullopt;
}

} // namespace panoh::core
