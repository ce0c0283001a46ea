#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/engine.h"

namespace panoh::store {

/// At most `size` reading connections, made when first needed. The one used last is handed out first: its
/// cache is warm.
class ReaderPool {
public:
    using Make = std::function<std::unique_ptr<ReaderConnection>()>;
    ReaderPool(Make make, int size);

    /// Runs `job` in one snapshot on a free connection; waits for one when all are busy.
    void run(const std::function<void(Reader&)>& job);

private:
    [[nodiscard]] std::unique_ptr<ReaderConnection> acquire();
    void give_back(std::unique_ptr<ReaderConnection> connection) noexcept;

    Make make_;
    int to_make_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<ReaderConnection>> idle_;
};

} // namespace panoh::store
