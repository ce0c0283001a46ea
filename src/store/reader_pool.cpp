#include "store/reader_pool.h"

#include <algorithm>
#include <utility>

namespace panoh::store {

ReaderPool::ReaderPool(Make make, int size) : make_(std::move(make)), to_make_(std::max(1, size))
{
    // So that giving back never allocates.
    idle_.reserve(static_cast<std::size_t>(to_make_));
}

void ReaderPool::run(const std::function<void(Reader&)>& job)
{
    struct Lease {
        ReaderPool& pool;
        std::unique_ptr<ReaderConnection> connection;
        ~Lease()
        {
            connection->close_snapshot();
            pool.give_back(std::move(connection));
        }
    };
    const Lease lease{*this, acquire()};
    lease.connection->open_snapshot();
    job(*lease.connection);
}

std::unique_ptr<ReaderConnection> ReaderPool::acquire()
{
    {
        std::unique_lock lock(mutex_);
        freed_.wait(lock, [this] { return !idle_.empty() || to_make_ > 0; });
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        --to_make_;
    }
    try {
        return make_();
    } catch (...) {
        {
            const std::lock_guard lock(mutex_);
            ++to_make_;
        }
        freed_.notify_one();
        throw;
    }
}

void ReaderPool::give_back(std::unique_ptr<ReaderConnection> connection) noexcept
{
    {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(connection));
    }
    freed_.notify_one();
}

} // namespace panoh::store
