#pragma once

// Keeps what the public reads as the database has it: a thread of its own looks whether anything would be
// printed otherwise.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "core/clock.h"
#include "core/date.h"
#include "portal/shelf.h"
#include "store/store.h"

namespace panoh::app {

class BulletinShelf {
public:
    struct Needs {
        store::Database& database;
        const core::Clock& clock;
        std::string time_zone = {};
        std::string site = {}; ///< "https://panoh.example"; empty when not known
        bool paper = false;
    };
    explicit BulletinShelf(Needs needs);
    ~BulletinShelf();
    BulletinShelf(const BulletinShelf&) = delete;
    BulletinShelf& operator=(const BulletinShelf&) = delete;

    [[nodiscard]] const portal::Published& published() const { return published_; }
    /// Bytes of a picture that something on the shelf shows and that may be printed today.
    [[nodiscard]] portal::PictureReader pictures();
    /// Looks now; true when there is another shelf. Consents end with a day, so another day counts as a
    /// change.
    bool look();

private:
    void run();

    Needs needs_;
    portal::Published published_;
    std::string stamp_ = {};
    core::Date day_ = {};
    std::mutex looking_;
    std::mutex shown_mutex_;
    std::set<core::PictureId> shown_ = {};
    std::mutex mutex_;
    std::condition_variable woken_;
    bool ends_ = false;
    std::thread thread_; ///< last: ends before what it uses
};

} // namespace panoh::app
