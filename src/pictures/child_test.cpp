#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pictures/child.h"
#include "pictures/process.h"
#include "pictures/test_pictures.h"
#include "pictures/workshop.h"

// The child for real: this program executes itself.

using namespace panoh;
using namespace panoh::test;
using pictures::Order;
using pictures::Outcome;
using pictures::Workshop;
using End = Outcome::End;

namespace {

constexpr std::string_view attempt_word = "attempt:";

/// What somebody tries who took the decoder over; 'y' where it worked.
Bytes attempt(std::string_view what)
{
    const auto said = [](bool worked) { return Bytes{static_cast<std::uint8_t>(worked ? 'y' : 'n')}; };
    if (what == "nothing") return said(true);
    if (what == "file") return said(::open("/etc/passwd", O_RDONLY) >= 0);
    if (what == "written_file") return said(::open("/tmp/panoh_never", O_WRONLY | O_CREAT, 0600) >= 0);
    if (what == "socket") return said(::socket(AF_INET, SOCK_STREAM, 0) >= 0);
    if (what == "local_socket") return said(::socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
    if (what == "process") return said(::fork() >= 0);
    if (what == "program") return said(::execl("/bin/true", "true", nullptr) == 0);
    if (what == "signal") return said(::kill(::getppid(), 0) == 0);
    if (what == "more_files") {
        const rlimit many = {.rlim_cur = 100, .rlim_max = 100};
        return said(::setrlimit(RLIMIT_NOFILE, &many) == 0);
    }
    if (what == "other_input") {
        char letter = 0;
        return said(::read(STDERR_FILENO, &letter, 1) >= 0);
    }
    if (what == "code")
        return said(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                           0) != MAP_FAILED);
    if (what == "memory") {
        // Malloc and not new: what is asked for is whether the kernel gives it.
        void* const room = std::malloc(std::size_t{2} * 1024 * 1024 * 1024); // NOLINT
        return said(room != nullptr);
    }
    if (what == "forever")
        for (;;)
            asm volatile("");
    if (what == "environment") return said(::environ != nullptr && *::environ != nullptr);
    return said(false);
}

/// Before doctest: this program as the child.
__attribute__((constructor)) void run_as_child(int argc, char** argv)
{
    if (const auto status = pictures::run_if_child(argc, argv)) ::_exit(*status);
    if (argc != 2) return;
    const std::string_view word = argv[1];
    if (!word.starts_with(attempt_word)) return;
    const auto what = word.substr(attempt_word.size());
    ::_exit(pictures::answer_closed_in([&](core::ByteView) { return attempt(what); }, 100,
                                       {.seconds = what == "forever" ? 1U : 15U}));
}

Outcome tried(const std::string& what)
{
    return pictures::run({.program = "/proc/self/exe",
                          .words = {"panoh", std::string(attempt_word) + what},
                          .input = core::as_bytes("x"),
                          .most_output = 100,
                          .deadline = std::chrono::seconds(30)});
}

std::string answer_of(const Outcome& outcome)
{
    const auto answer = pictures::read_answer(outcome.output);
    return answer && *answer ? std::string(core::as_text(**answer)) : std::string();
}

} // namespace

TEST_CASE("a child makes what the decoder makes")
{
    Workshop workshop;
    const auto file = with_exif(jpeg(four_corners({900, 600})), 6);
    const auto made = workshop.remake(file);
    const auto here = pictures::remake(file);
    REQUIRE(made);
    REQUIRE(here);
    CHECK(made->small.bytes == here->small.bytes);
    CHECK(made->large.bytes == here->large.bytes);
    CHECK(made->large.width == 600);
    const auto from_png = workshop.remake(png_of(four_corners({50, 40})));
    REQUIRE(from_png);
    CHECK(from_png->large.height == 40);
}

TEST_CASE("a child that does nothing forbidden answers")
{
    const auto outcome = tried("nothing");
    CHECK(outcome.end == End::exited);
    CHECK(outcome.number == pictures::answered);
    CHECK(answer_of(outcome) == "y");
}

TEST_CASE("a child that opens a file, a socket, a process or a program is killed at once")
{
    for (const auto* what : {"file", "written_file", "socket", "local_socket", "process", "program", "signal",
                             "more_files", "other_input", "code"}) {
        CAPTURE(std::string(what));
        const auto outcome = tried(what);
        CHECK(outcome.end == End::killed);
        CHECK(outcome.number == SIGSYS);
        CHECK(outcome.output.empty());
    }
}

TEST_CASE("a child has bounded memory and time, and nothing of our environment")
{
    CHECK(answer_of(tried("memory")) == "n");
    const auto outcome = tried("forever");
    CHECK(outcome.end == End::killed);
    CHECK((outcome.number == SIGXCPU || outcome.number == SIGKILL));
    ::setenv("PANOH_TEST_SECRET", "x", 1); // NOLINT(concurrency-mt-unsafe)
    CHECK(answer_of(tried("environment")) == "n");
}

TEST_CASE("hostile files come back from the child by their codes")
{
    Workshop workshop;
    const auto code = [&](const Bytes& file) { return workshop.remake(file).error().code; };
    CHECK(code({}) == "pictures/not_a_picture");
    CHECK(code(core::copy_of(core::as_bytes("GIF89a"))) == "pictures/not_a_picture");
    CHECK(code(png({100'000, 100'000}, PNG_COLOR_TYPE_RGB, Bytes(200, 0))) == "pictures/too_many_pixels");
    CHECK(code(Bytes(std::size_t{12} * 1024 * 1024 + 1, 0xff)) == "pictures/too_large");
    auto cut = jpeg(four_corners({300, 200}));
    cut.resize(cut.size() / 2);
    CHECK(code(cut) == "pictures/not_a_picture");
}

TEST_CASE("the largest pictures that are allowed fit into a child")
{
    Workshop workshop;
    // Black and white in stripes, so that the file itself stays small.
    const auto made = workshop.remake(png({7000, 7000}, PNG_COLOR_TYPE_RGB, Bytes(7000UL * 21001UL, 0)));
    REQUIRE(made);
    CHECK(made->large.width == 1280);
}

TEST_CASE("who is too slow, says too much or is not there is ended, and says so")
{
    const auto ends = [](const Order& order) { return pictures::run(order).end; };
    CHECK(ends({.program = "/no/such/program", .words = {"x"}, .deadline = std::chrono::seconds(5)}) ==
          End::not_started);
    CHECK(ends({.program = "/bin/sleep",
                .words = {"sleep", "60"},
                .deadline = std::chrono::milliseconds(50)}) == End::late);
    CHECK(ends({.program = "/bin/cat",
                .words = {"cat"},
                .input = core::as_bytes("much too much"),
                .most_output = 5,
                .deadline = std::chrono::seconds(30)}) == End::too_much);
    Workshop slow({.deadline = std::chrono::milliseconds(0)});
    CHECK(slow.remake(jpeg(four_corners({30, 30}))).error().code == "pictures/not_a_picture");
    Workshop nowhere({.program = "/no/such/program"});
    CHECK(nowhere.remake(jpeg(four_corners({30, 30}))).error().code == "pictures/no_sandbox");
    Workshop other({.program = "/bin/true"});
    CHECK(other.remake(jpeg(four_corners({30, 30}))).error().code == "pictures/not_a_picture");
}

TEST_CASE("a third picture at the same time is told to come back")
{
    const auto folder =
        std::filesystem::temp_directory_path() / ("panoh_places_" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    const auto program = folder / "slow";
    std::ofstream(program) << "#!/bin/sh\n: > " << folder.string() << "/at_work_$$\nwhile [ ! -e "
                           << folder.string() << "/go ]; do sleep 0.02; done\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    Workshop workshop({.program = program.string(), .patience = std::chrono::milliseconds(0)});
    const auto picture = jpeg(four_corners({30, 30}));
    {
        std::vector<std::jthread> two;
        for (int i = 0; i < 2; ++i)
            two.emplace_back([&] { (void)workshop.remake(picture); });
        const auto at_work = [&] {
            return std::ranges::count_if(std::filesystem::directory_iterator(folder), [](const auto& entry) {
                return entry.path().filename().string().starts_with("at_work");
            });
        };
        while (at_work() < 2)
            std::this_thread::yield();
        CHECK(workshop.remake(picture).error().code == "pictures/busy");
        std::ofstream(folder / "go") << "x";
    }
    CHECK(workshop.remake(picture).error().code == "pictures/not_a_picture");
    std::filesystem::remove_all(folder);
}
