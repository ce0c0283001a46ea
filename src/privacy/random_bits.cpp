#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "crypto/crypto.h"
#include "crypto/fields.h"
#include "privacy/noise.h"

namespace panoh::privacy {

namespace {
constexpr std::size_t key_words = 8;
constexpr std::size_t first_words = 128;
constexpr std::size_t most_words = 8192; // 32 kB: fits into the fastest memory of a processor
} // namespace

/// Each refill takes its first bytes as the next key and forgets the one before (fast key erasure). The first
/// is small, so that a source of few draws costs little.
struct RandomBits::Content {
    explicit Content(crypto::Key first) : key(std::move(first)) {}
    ~Content() { wipe(); }
    Content(const Content&) = delete;
    Content& operator=(const Content&) = delete;

    void wipe() { crypto::wipe(bytes()); }
    std::span<std::uint8_t> bytes()
    {
        return {reinterpret_cast<std::uint8_t*>(words.data()), words.size() * sizeof(std::uint32_t)};
    }

    crypto::Key key;
    std::vector<std::uint32_t> words;
};

RandomBits::RandomBits(std::unique_ptr<Content> content) : content_(std::move(content)) {}

RandomBits::RandomBits()
{
    if (!crypto::start()) std::abort(); // no noise at all rather than noise that somebody can guess
    content_ = std::make_unique<Content>(crypto::random_key());
}

RandomBits::RandomBits(std::uint64_t insecure_seed, std::uint64_t stream)
{
    if (!crypto::start()) std::abort();
    const auto hash = crypto::hash(crypto::Fields(64)
                                       .add("insecure noise 1")
                                       .add(static_cast<std::int64_t>(insecure_seed))
                                       .add(static_cast<std::int64_t>(stream))
                                       .bytes());
    content_ = std::make_unique<Content>(crypto::Key(hash));
}

RandomBits::~RandomBits() = default;

RandomBits::RandomBits(RandomBits&& other) noexcept
    : content_(std::move(other.content_)), at_(std::exchange(other.at_, nullptr)),
      end_(std::exchange(other.end_, nullptr))
{
}

RandomBits& RandomBits::operator=(RandomBits&& other) noexcept
{
    if (this == &other) return *this;
    content_ = std::move(other.content_);
    at_ = std::exchange(other.at_, nullptr);
    end_ = std::exchange(other.end_, nullptr);
    return *this;
}

void RandomBits::refill()
{
    if (content_ == nullptr) std::abort(); // a bug: used after it was moved away
    auto& words = content_->words;
    content_->wipe();
    const std::size_t size = words.empty() ? first_words : std::min(2 * words.size(), most_words);
    if (size > words.size()) words = std::vector<std::uint32_t>(size);
    crypto::key_stream(content_->bytes(), content_->key, 0);
    std::memcpy(content_->key.fill().data(), words.data(), key_words * sizeof(std::uint32_t));
    crypto::wipe(content_->bytes().first(key_words * sizeof(std::uint32_t)));
    at_ = words.data() + key_words;
    end_ = words.data() + words.size();
}

std::uint64_t RandomBits::below(std::uint64_t bound)
{
    if (bound == 0) std::abort(); // a bug: there is no such number
    // Each result is hit by the same number of words once the first 2^64 mod bound of the fractions are left
    // out (Lemire 2019, arXiv 1805.10941).
    Wide product = Wide{next()} * bound;
    if (static_cast<std::uint64_t>(product) < bound) {
        const std::uint64_t left_out = (0 - bound) % bound;
        while (static_cast<std::uint64_t>(product) < left_out)
            product = Wide{next()} * bound;
    }
    return static_cast<std::uint64_t>(product >> 64U);
}

RandomBits RandomBits::split()
{
    crypto::Key key;
    std::array<std::uint32_t, key_words> words = {};
    for (auto& word : words)
        word = next_half();
    std::memcpy(key.fill().data(), words.data(), sizeof words);
    crypto::wipe({reinterpret_cast<std::uint8_t*>(words.data()), sizeof words});
    return RandomBits(std::make_unique<Content>(std::move(key)));
}

} // namespace panoh::privacy
