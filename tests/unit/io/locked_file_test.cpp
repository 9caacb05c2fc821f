// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/locked_file.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <thread>

using namespace mpm;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t most = 1 << 20;

/// What a fresh look finds; "-" for no file.
std::string contentNow(const std::string& path)
{
    return LockedFile(path, Deadline::in(5s)).read(most).value_or("-");
}

/// Why it can't be had, read or replaced; empty when all of it works.
std::string troubleWith(const std::string& path, std::size_t longest = most)
{
    try {
        const LockedFile file(path, Deadline::in(50ms));
        (void)file.read(longest);
        file.replace("new");
    } catch (const FileUnusable& unusable) {
        return unusable.what();
    }
    return "";
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// A process that runs this and nothing else.
template <class Run>
pid_t start(Run run)
{
    const auto child = ::fork();
    if (child == 0) {
        run();
        ::_exit(0);
    }
    return child;
}

} // namespace

TEST_CASE("a kept file is what the last run wrote, for its user alone, with nothing left beside it but the lock")
{
    const test::TempDir folder;
    const auto path = (folder / "state").string();
    CHECK(contentNow(path) == "-");
    {
        const LockedFile file(path, Deadline::in(5s));
        file.replace("one");
        file.replace("two");
    }
    CHECK(contentNow(path) == "two");
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        files += entry.path().filename() == "state" || entry.path().filename() == "state.lock" ? 1 : 10;
    }
    CHECK(files == 2);
}

TEST_CASE("a run that waits for the lock has it by its deadline or says who has it")
{
    const test::TempDir folder;
    const auto path = (folder / "state").string();
    const LockedFile first(path, Deadline::in(5s));
    const auto begun = Clock::now();
    CHECK(holds(troubleWith(path), "another run, which may be stopped, has it"));
    CHECK(since(begun) >= 50ms);
}

TEST_CASE(
    "the lock of a run that is killed is free at once, that of a stopped one is not waited for beyond the deadline")
{
    const test::TempDir folder;
    const auto path = (folder / "state").string();
    const auto twin = start([&] {
        const LockedFile file(path, Deadline::in(5s));
        file.replace("the twin's");
        ::raise(SIGSTOP);
    });
    int status = 0;
    REQUIRE(::waitpid(twin, &status, WUNTRACED) == twin);
    REQUIRE(WIFSTOPPED(status));
    CHECK(holds(troubleWith(path), "another run"));
    ::kill(twin, SIGKILL);
    ::waitpid(twin, &status, 0);
    CHECK(contentNow(path) == "the twin's");
}

TEST_CASE("whenever a run is killed, the file is all that one run wrote")
{
    const test::TempDir folder;
    const auto path = (folder / "state").string();
    for (int round = 0; round < 40; ++round) {
        const auto child = start([&] {
            for (char c = 'a';; c = c == 'z' ? 'a' : static_cast<char>(c + 1)) {
                LockedFile(path, Deadline::in(5s)).replace(std::string(20000, c));
            }
        });
        std::this_thread::sleep_for(std::chrono::microseconds(500 + 311 * round));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        const auto content = contentNow(path);
        CHECK((content == "-" || content == std::string(20000, content.front())));
    }
    CHECK(troubleWith(path).empty());
}

TEST_CASE("where the disk is full the old file stays")
{
    const test::TempDir folder;
    const auto path = (folder / "state").string();
    REQUIRE(troubleWith(path).empty());
    const auto child = start([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{1000, 1000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            LockedFile(path, Deadline::in(5s)).replace(std::string(5000, 'x'));
        } catch (const FileUnusable& unusable) {
            ::_exit(holds(unusable.what(), "can't write") ? 7 : 8);
        }
    });
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 7);
    CHECK(contentNow(path) == "new");
    CHECK_FALSE(fs::exists(path + ".new"));
}

TEST_CASE("a link, a pipe, a folder, what others can write to and what is too long is not used")
{
    const test::TempDir folder;
    const auto target = folder.write("target", "precious").string();
    const auto link = (folder / "link").string();
    fs::create_symlink(target, link);
    CHECK(holds(troubleWith(link), "symbolic link"));
    CHECK(test::contentOf(target) == "precious");
    fs::create_symlink(target, folder / "state.lock");
    CHECK(holds(troubleWith((folder / "state").string()), "symbolic link"));
    const auto pipe = (folder / "pipe").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(holds(troubleWith(pipe), "no plain file"));
    CHECK(holds(troubleWith(folder.folder("folder").string()), "no plain file"));
    const auto open = folder.write("open", "x").string();
    fs::permissions(open, fs::perms(0666));
    CHECK(holds(troubleWith(open), "others can write to it"));
    const auto longFile = folder.write("long", "12345").string();
    fs::permissions(longFile, fs::perms(0600));
    CHECK(holds(troubleWith(longFile, 4), "longer than 4 octets"));
    CHECK(troubleWith(longFile, 5).empty());
    CHECK(holds(troubleWith((folder / "nowhere/state").string()), "can't lock"));
}

TEST_CASE("another user's file is not used")
{
    if (::geteuid() == 0) {
        const test::TempDir folder;
        const auto path = folder.write("state", "x").string();
        fs::permissions(path, fs::perms(0600));
        REQUIRE(::chown(path.c_str(), 65534, 65534) == 0);
        CHECK(holds(troubleWith(path), "another user"));
        CHECK(test::contentOf(path) == "x");
    } else {
        CHECK(holds(troubleWith("/etc/passwd"), "can't"));
    }
}

TEST_CASE("a damaged file is set aside under a name of its own")
{
    const test::TempDir folder;
    const auto path = (folder / "state").string();
    const LockedFile file(path, Deadline::in(5s));
    file.replace("damaged");
    CHECK(file.setAside() == path + ".damaged");
    CHECK(file.read(most) == std::nullopt);
    CHECK(test::contentOf(path + ".damaged") == "damaged");
}
