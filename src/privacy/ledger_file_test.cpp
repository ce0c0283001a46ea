#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "privacy/ledger.h"

using namespace panoh;
using namespace panoh::privacy;

namespace {

const core::FixedClock noon({1'795'694'400'000});
constexpr Delta delta = {1'000'000};

/// A folder that goes with the test.
class Folder {
public:
    Folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "panoh_ledger_XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file() const { return (path_ / "ledger.jsonl").string(); }

private:
    std::filesystem::path path_;
};

std::string content(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}
void put(const std::string& path, std::string_view text)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

core::Result<Ledger> open(const std::string& path)
{
    PANOH_TRY(auto book, open_ledger_file(path));
    return Ledger::open(std::move(book), noon);
}

Spending spending(std::string release)
{
    return {.release = std::move(release),
            .what = "tables",
            .input = "in",
            .salt = "c2FsdA",
            .schema = "schema",
            .operator_name = "ayana",
            .program = "0.1.0"};
}

/// A ledger begun; its budget.
Rho begin(const std::string& path)
{
    auto ledger = open(path);
    REQUIRE(ledger);
    REQUIRE(ledger->start("cases", {4000}, delta, "ayana", "0.1.0"));
    return ledger->state().budget;
}

/// Runs `work` in a process of its own; how it ended.
template <typename Work>
int in_child(Work&& work)
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return status;
}

enum class Point { before_writing, half_written, before_sync, after_sync, never };

/// The real book, in a process that is killed at a chosen point of its next append.
class DeadlyBook final : public LedgerBook {
public:
    DeadlyBook(const std::string& path, Point point)
        : path_(path), point_(point), book_(*open_ledger_file(path))
    {
    }
    core::Result<std::vector<std::string>> lines() override { return book_->lines(); }
    core::Done append(std::size_t after, std::string_view line) override
    {
        if (point_ == Point::before_writing) ::raise(SIGKILL);
        if (point_ == Point::half_written || point_ == Point::before_sync) {
            const std::string text = std::string(line) + '\n';
            const int file = ::open(path_.c_str(), O_WRONLY | O_APPEND);
            // Far enough that the amount can be read.
            const std::size_t size =
                point_ == Point::half_written ? text.find(",\"delta_one_in\"") : text.size();
            if (::write(file, text.data(), size) == static_cast<ssize_t>(size)) ::raise(SIGKILL);
        }
        auto done = book_->append(after, line);
        if (point_ == Point::after_sync) ::raise(SIGKILL);
        return done;
    }

private:
    std::string path_;
    Point point_;
    std::unique_ptr<LedgerBook> book_;
};

} // namespace

TEST_CASE("a ledger file is made by its first line, for its owner alone")
{
    const Folder folder;
    {
        const auto ledger = open(folder.file());
        REQUIRE(ledger);
        CHECK(ledger->lines().empty());
        CHECK_FALSE(std::filesystem::exists(folder.file()));
    }
    begin(folder.file());
    struct stat there = {};
    REQUIRE(::stat(folder.file().c_str(), &there) == 0);
    CHECK((there.st_mode & 0777U) == 0600U);
    const auto text = content(folder.file());
    CHECK(text.ends_with("\"}\n"));
    CHECK(text.find('\n') == text.size() - 1);
}

TEST_CASE("what cannot be a ledger file is refused by code")
{
    const Folder folder;
    CHECK(open_ledger_file(folder.file() + ".d/ledger").error().code == "ledger/not_writable");
    std::filesystem::create_directory(folder.file());
    CHECK(open_ledger_file(folder.file()).error().code == "ledger/not_readable");
    std::filesystem::remove(folder.file());
    std::filesystem::create_symlink("elsewhere", folder.file());
    CHECK(open_ledger_file(folder.file()).error().code == "ledger/not_readable");
}

TEST_CASE("a file that was put in the place of the ledger is noticed")
{
    const Folder folder;
    begin(folder.file());
    auto ledger = open(folder.file());
    REQUIRE(ledger);
    const auto one = content(folder.file());
    std::filesystem::remove(folder.file());
    {
        auto other = open(folder.file());
        REQUIRE(other);
        REQUIRE(other->start("others", {1000}, delta, "daniyar", "0.1.0"));
    }
    REQUIRE(ledger->debit({10}, spending("1")));
    // Written behind the other first line, as its chain wants it.
    CHECK(ledger->state().lineage == "others");
    CHECK(open(folder.file()));
}

TEST_CASE("nobody writes while another reads")
{
    const Folder folder;
    begin(folder.file());
    const auto before = content(folder.file());
    auto ledger = open(folder.file());
    REQUIRE(ledger);
    const int reader = ::open(folder.file().c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(::flock(reader, LOCK_SH) == 0);
    CHECK(open(folder.file())); // reading goes together
    bool written = false;
    {
        const std::jthread writer([&] { written = ledger->debit({10}, spending("1")).has_value(); });
        // Long enough for who would not wait.
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        CHECK(content(folder.file()) == before);
        ::close(reader);
    }
    CHECK(written);
    CHECK(content(folder.file()) != before);
}

TEST_CASE("two threads and two processes together never spend more than the budget")
{
    const Folder folder;
    const Rho budget = begin(folder.file());
    constexpr std::int64_t parts = 20;
    const Rho part = share(budget, 1, parts);
    const auto spend = [&](const std::string& who) {
        auto ledger = open(folder.file());
        int times = 0;
        while (ledger && ledger->debit(part, spending(who + std::to_string(times))))
            ++times;
        return times;
    };
    std::vector<pid_t> children;
    for (const auto* who : {"c", "d"}) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) ::_exit(spend(who));
        children.push_back(child);
    }
    std::atomic<int> times = 0;
    {
        std::jthread one([&] { times += spend("a"); });
        std::jthread two([&] { times += spend("b"); });
    }
    for (const pid_t child : children) {
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFEXITED(status));
        times += WEXITSTATUS(status);
    }
    CHECK(times == parts);
    const auto ledger = open(folder.file());
    REQUIRE(ledger);
    CHECK(ledger->lines().size() == parts + 1);
    CHECK(ledger->state().spent.units == parts * part.units);
}

TEST_CASE("wherever a process is killed, the book holds at least what noise was drawn for")
{
    for (const auto point :
         {Point::before_writing, Point::half_written, Point::before_sync, Point::after_sync, Point::never}) {
        CAPTURE(static_cast<int>(point));
        const Folder folder;
        begin(folder.file());
        const std::string drawn = folder.file() + ".drawn";
        const int status = in_child([&] {
            auto ledger = Ledger::open(std::make_unique<DeadlyBook>(folder.file(), point), noon);
            auto spent = ledger->debit({1000}, spending("1"));
            if (spent)
                put(drawn,
                    std::to_string(spent->gaussian(std::vector<std::uint32_t>{5}, {most_sixteenths}, 1)[0]));
        });
        CHECK(WIFSIGNALED(status) == (point != Point::never));
        const bool was_drawn = std::filesystem::exists(drawn);
        CHECK(was_drawn == (point == Point::never));
        if (point == Point::half_written) {
            CHECK(open(folder.file()).error().code == "ledger/torn");
            REQUIRE(mend_ledger_file(folder.file(), noon, "ayana", "0.1.0"));
        }
        auto ledger = open(folder.file());
        REQUIRE(ledger);
        const bool noted = ledger->state().spent.units >= 1000;
        CHECK(noted == (point != Point::before_writing));
        REQUIRE(ledger->debit({1}, spending("2")));
    }
}

TEST_CASE("a torn line is paid for: its amount where that can be read, all that is left where nothing can")
{
    const Folder folder;
    const Rho budget = begin(folder.file());
    const auto before = content(folder.file());
    {
        auto ledger = open(folder.file());
        REQUIRE(ledger->debit({1000}, spending("1")));
    }
    const auto line = content(folder.file()).substr(before.size());
    const auto behind_amount = line.find(",\"spent_before\"");
    std::vector<std::size_t> sizes = {1, behind_amount - 1, behind_amount, behind_amount + 1,
                                      line.size() - 1};
    for (std::size_t size = 10; size < line.size(); size += 41)
        sizes.push_back(size);
    for (const auto size : sizes) {
        put(folder.file(), before + line.substr(0, size));
        REQUIRE(open(folder.file()).error().code == "ledger/torn");
        const auto paid = mend_ledger_file(folder.file(), noon, "ayana", "0.1.0");
        REQUIRE(paid);
        CHECK(*paid == (size > behind_amount ? Rho{1000} : budget));
        const auto ledger = open(folder.file());
        REQUIRE(ledger);
        CHECK(ledger->state().spent == *paid);
        CHECK(ledger->lines().back().what == "torn");
    }
    CHECK(content(folder.file() + ".torn").find(line.substr(0, line.size() - 1) + "\n") != std::string::npos);
    // Zeros, as some file systems leave them after a power cut.
    put(folder.file(), before + std::string(100, '\0'));
    CHECK(mend_ledger_file(folder.file(), noon, "ayana", "0.1.0").value() == budget);
}

TEST_CASE("a torn line that asked for nothing costs nothing, and a whole ledger is left alone")
{
    const Folder folder;
    begin(folder.file());
    {
        auto ledger = open(folder.file());
        REQUIRE(ledger->note_exact(spending("1")));
    }
    const auto whole = content(folder.file());
    CHECK(mend_ledger_file(folder.file(), noon, "ayana", "0.1.0").value().units == 0);
    CHECK(content(folder.file()) == whole);
    put(folder.file(), whole.substr(0, whole.size() - 20));
    CHECK(mend_ledger_file(folder.file(), noon, "ayana", "0.1.0").value().units == 0);
    const auto ledger = open(folder.file());
    REQUIRE(ledger);
    CHECK(ledger->lines().size() == 1);
    // One that was torn in its very first line is empty again.
    put(folder.file(), whole.substr(0, 30));
    CHECK(mend_ledger_file(folder.file(), noon, "ayana", "0.1.0").value().units == 0);
    CHECK(content(folder.file()).empty());
    CHECK(mend_ledger_file(folder.file() + ".not", noon, "a", "b").error().code == "ledger/not_readable");
}
