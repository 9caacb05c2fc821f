// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of --cache-dir: whatever somebody put there, nothing is written through it or believed of it, and nothing
// waits for it.
#include "local/machine.hpp"
#include "support/catch.hpp"
#include "support/timing.hpp"

#include <sys/stat.h>

#include <string>

using namespace mpm::test;
namespace fs = std::filesystem;

namespace {

/// A folder with one answer in it, as the run before left it.
class Cache {
public:
    Cache() : check_(machine_.check("registry"))
    {
        REQUIRE(answered(runOn(check_, {})));
        file_ = onlyFile();
        machine_.file("victim", "precious");
    }

    std::string folder() const { return machine_.folder() / "cache"; }
    std::string file() const { return file_; }
    std::string victim() const { return machine_.folder() / "victim"; }

    ProcessResult run(const std::string& commands) const
    {
        return runOn(check_, mounted("cd " + machine_.folder().string() + "; FILE=" + file_ + "\n" + commands), {},
                     "2");
    }

private:
    std::string onlyFile() const
    {
        std::string found;
        for (const auto& entry : fs::directory_iterator(folder())) {
            REQUIRE(found.empty());
            found = entry.path();
        }
        REQUIRE_FALSE(found.empty());
        return found;
    }

    Machine machine_;
    SoundCheck check_;
    std::string file_;
};

struct Tampering {
    std::string name;
    std::string commands; ///< in the folder above `cache`, with $FILE
};

} // namespace

TEST_CASE("a cache that somebody tampered with is replaced or left out, and never written through")
{
    const auto tampering = GENERATE(values<Tampering>({
        {"a link to a file", "ln -sf $PWD/victim $FILE"},
        {"a link to nowhere", "ln -sf $PWD/nowhere $FILE"},
        {"a hard link", "ln -f victim $FILE"},
        {"somebody else's file", "chown 1000:1000 $FILE"},
        {"a file that all can write", "chmod 666 $FILE"},
        {"a pipe", "rm $FILE; mkfifo $FILE"},
        {"10 MB", "head -c 10000000 /dev/zero >$FILE"},
        {"half of it", "head -c 100 victim >$FILE"},
        {"a folder that all can write", "chmod 777 cache"},
        {"somebody else's folder", "chown 1000:1000 cache; chmod 1777 cache"},
        {"a file that another process has locked and is stopped over",
         "flock -x $FILE sh -c 'kill -STOP $$' >/dev/null 2>&1 & sleep 0.1"},
    }));
    CAPTURE(tampering.name);
    const Cache cache;
    const auto result = cache.run(tampering.commands);
    INFO(result.out << result.err);
    CHECK_FALSE(checkSoundOrUnknown(result, ""));
    CHECK(contentOf(cache.victim()) == "precious");
    CHECK_FALSE(fs::exists(fs::path(cache.folder()).parent_path() / "nowhere"));
    if (fs::exists(cache.file())) {
        CHECK(fs::is_regular_file(fs::symlink_status(cache.file())));
    }
}

TEST_CASE("a cache that can't be kept is UNKNOWN with the folder and the reason")
{
    struct Row {
        std::string name;
        std::string commands;
        std::string cause;
    };
    const auto row = GENERATE(values<Row>({
        {"a folder in the file's place", "rm $FILE; mkdir $FILE", "Is a directory"},
        {"no folder", "rm -r cache", "No such file"},
        {"a file in the folder's place", "rm -r cache; echo >cache", "Not a directory"},
        {"links in a circle", "rm -r cache; ln -s cache cache", "symbolic links"},
        {"a read-only disk", "rm $FILE; mount --bind cache cache; mount -o remount,ro,bind cache", "Read-only"},
        {"a full disk", "mount -t tmpfs -o size=4k none cache; head -c 4096 /dev/zero >cache/x", "No space left"},
        {"a disk without inodes", "mount -t tmpfs -o nr_inodes=2 none cache; touch cache/x", "No space left"},
    }));
    CAPTURE(row.name);
    const Cache cache;
    const auto result = cache.run(row.commands);
    checkUnknown(result, row.cause);
    CHECK(holds(result.firstLine(), "--cache-dir: can't"));
    CHECK(holds(result.firstLine(), cache.folder()));
}

TEST_CASE("a cache in somebody else's folder is told by who may not write it")
{
    const Cache cache;
    checkUnknown(cache.run("chmod 700 cache\nset -- setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\""),
                 "Permission denied");
}
