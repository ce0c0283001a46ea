#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/bytes.h"

namespace panoh::core {

/// N secret bytes: wiped on destruction, cannot be copied, printed or put into JSON; `reveal()` is the one
/// way to read.
template <std::size_t N>
class Secret {
public:
    Secret() = default;
    explicit Secret(std::span<const std::uint8_t, N> bytes) { std::memcpy(bytes_.data(), bytes.data(), N); }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes_(other.bytes_) { other.wipe(); }
    Secret& operator=(Secret&& other) noexcept
    {
        if (this != &other) {
            bytes_ = other.bytes_;
            other.wipe();
        }
        return *this;
    }
    ~Secret() { wipe(); }

    [[nodiscard]] std::span<const std::uint8_t, N> reveal() const { return bytes_; }
    [[nodiscard]] std::span<std::uint8_t, N> fill() { return bytes_; }
    /// A second copy, asked for by name.
    [[nodiscard]] Secret duplicate() const { return Secret(reveal()); }

private:
    void wipe() { explicit_bzero(bytes_.data(), N); }
    std::array<std::uint8_t, N> bytes_ = {};
};

/// Secret text of any length, such as a password or an opened name: wiped on destruction, no copy, no
/// printing.
class SecretText {
public:
    SecretText() = default;
    explicit SecretText(std::string text) : text_(std::move(text)) {}
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    SecretText(SecretText&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
    SecretText& operator=(SecretText&& other) noexcept
    {
        if (this != &other) {
            wipe();
            text_ = std::move(other.text_);
            other.wipe();
        }
        return *this;
    }
    ~SecretText() { wipe(); }

    [[nodiscard]] std::string_view reveal() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }

private:
    void wipe()
    {
        // Short strings live inside the object, so the capacity is wiped, not only the size.
        explicit_bzero(text_.data(), text_.capacity());
        text_.clear();
    }
    std::string text_;
};

} // namespace panoh::core
