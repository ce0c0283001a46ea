#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <doctest/doctest.h>

#include "access/node_secret.h"

using namespace panoh;

namespace {

namespace fs = std::filesystem;

/// A data folder and what systemd laid down, with the environment that says so.
class Machine {
public:
    Machine()
        : folder_(fs::temp_directory_path() / ("panoh_given_" + core::to_hex(crypto::random_key().reveal())))
    {
        fs::create_directories(folder_ / "data");
        fs::create_directories(folder_ / "given");
        ::setenv("CREDENTIALS_DIRECTORY", (folder_ / "given").c_str(), 1);
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;
    ~Machine()
    {
        ::unsetenv("CREDENTIALS_DIRECTORY");
        fs::remove_all(folder_);
    }
    [[nodiscard]] std::string data() const { return folder_ / "data"; }
    [[nodiscard]] fs::path own() const { return folder_ / "data" / "node.secret"; }
    [[nodiscard]] fs::path given() const { return folder_ / "given" / "node.secret"; }

private:
    fs::path folder_;
};

void put(const fs::path& path, const std::string& content, unsigned mode = 0400)
{
    fs::remove(path);
    std::ofstream(path) << content;
    fs::permissions(path, static_cast<fs::perms>(mode));
}

const std::string one(32, 'a');
const std::string other(32, 'b');

/// The place and what is read there, or the code.
std::string found(const Machine& machine)
{
    const auto place = access::place_of_node_secret(machine.data());
    if (!place) return place.error().code + " " + place.error().field;
    const auto secret = access::NodeSecret::load_or_make(*place);
    return secret ? *place : secret.error().code + " " + secret.error().field;
}

} // namespace

TEST_CASE("a node's secret that systemd laid down is read in place of the file, and never written")
{
    const Machine machine;
    // Nothing is given: the file, made where there is none.
    CHECK(found(machine) == machine.own());
    CHECK(fs::exists(machine.own()));
    fs::remove(machine.own());

    put(machine.given(), one);
    CHECK(found(machine) == machine.given());
    CHECK_FALSE(fs::exists(machine.own()));
    // It opens what the same bytes in a file open.
    const auto by_credential = access::NodeSecret::load_or_make(machine.given());
    put(machine.own(), one);
    const auto by_file = access::NodeSecret::load_or_make(machine.own());
    REQUIRE((by_credential && by_file));
    CHECK(crypto::equal(by_credential->pepper().reveal(), by_file->pepper().reveal()));
    CHECK(found(machine) == machine.given());

    // Gone between two looks, it is not made.
    fs::remove(machine.own());
    const auto place = access::place_of_node_secret(machine.data());
    REQUIRE(place);
    fs::remove(machine.given());
    fs::create_symlink(machine.own(), machine.given());
    CHECK_FALSE(access::NodeSecret::load_or_make(*place));
    CHECK_FALSE(fs::exists(machine.own()));
}

TEST_CASE("two secrets of one node that differ are refused, whichever is the right one")
{
    const Machine machine;
    put(machine.given(), one);
    put(machine.own(), other);
    CHECK(found(machine) == "access/node_secret_two files.data");
    put(machine.own(), one);
    CHECK(found(machine) == machine.given());
    // One that cannot be compared is as good as another one.
    put(machine.own(), "short");
    CHECK(found(machine) == "access/node_secret ");
    put(machine.own(), one, 0644);
    CHECK(found(machine) == "access/node_secret ");
}

TEST_CASE("a secret from systemd is checked as the file is")
{
    const Machine machine;
    for (const auto& wrong : {std::string(), std::string(31, 'a'), std::string(33, 'a')}) {
        put(machine.given(), wrong);
        CHECK(found(machine) == "access/node_secret ");
    }
    for (const unsigned mode : {0404U, 0444U, 0460U, 0420U, 0450U}) {
        put(machine.given(), one, mode);
        CHECK(found(machine) == "access/node_secret ");
    }
    // Where an account is let in by a list of names, the file is root's and its group bits are the list's
    // mask.
    put(machine.given(), one, 0440);
    const bool root = ::geteuid() == 0 && ::getegid() == 0;
    CHECK(found(machine) == (root ? machine.given().string() : "access/node_secret "));
    fs::remove(machine.given());
    fs::create_directory(machine.given());
    CHECK(found(machine) == "access/node_secret ");
    CHECK_FALSE(fs::exists(machine.own()));
    // A relative folder is nobody's credential.
    ::setenv("CREDENTIALS_DIRECTORY", "given", 1);
    CHECK(found(machine) == machine.own());
}
