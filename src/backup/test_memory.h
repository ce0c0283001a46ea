#pragma once

// For tests and fuzzing: a backup's bytes in memory.

#include <algorithm>
#include <string>
#include <utility>

#include "backup/stream.h"

namespace panoh::test {

/// Takes what is written and gives it back; what is left over at the end is damage, as in a file.
class Memory final : public backup::Sink, public backup::Source {
public:
    explicit Memory(std::string bytes = {}) : bytes_(std::move(bytes)) {}
    core::Done write(core::ByteView bytes) override
    {
        bytes_ += core::as_text(bytes);
        return {};
    }
    core::Done read(std::span<std::uint8_t> room) override
    {
        if (room.size() > bytes_.size() - at_) return damaged();
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), room.size(), room.begin());
        at_ += room.size();
        return {};
    }
    core::Done finish() override
    {
        if (at_ == bytes_.size()) return {};
        return damaged();
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    static core::Done damaged() { return core::fail(core::ErrorKind::invalid, "restore/damaged", "from"); }
    std::string bytes_;
    std::size_t at_ = 0;
};

} // namespace panoh::test
