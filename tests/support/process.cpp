// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/process.hpp"

#include "support/descriptor.hpp"
#include "support/timing.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace mpm::test {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Pipe {
    Descriptor readEnd;
    Descriptor writeEnd;

    Pipe()
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            throw std::runtime_error("pipe: " + std::string(std::strerror(errno)));
        }
        readEnd = Descriptor(ends[0]);
        writeEnd = Descriptor(ends[1]);
    }
};

std::vector<std::string> environmentWith(const Environment& additions)
{
    std::vector<std::string> result;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text(*entry);
        const auto name = text.substr(0, text.find('='));
        const bool replaced = std::any_of(additions.begin(), additions.end(),
                                          [&](const auto& addition) { return addition.first == name; });
        if (!replaced) {
            result.push_back(text);
        }
    }
    for (const auto& [name, value] : additions) {
        result.push_back(name + "=" + value);
    }
    return result;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (auto& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// What the new process gets as its descriptors 0, 1 and 2.
struct StandardStreams {
    int in;
    int out;
    int err;
    int report = -1; ///< of the launcher, whose descriptor 3 it is
};

constexpr int reportDescriptor = 3;

pid_t spawn(std::vector<std::string> argv, const Environment& additions, StandardStreams streams,
            const std::filesystem::path& workingDirectory)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, streams.in, 0);
    posix_spawn_file_actions_adddup2(&actions, streams.out, 1);
    posix_spawn_file_actions_adddup2(&actions, streams.err, 2);
    if (streams.report >= 0) {
        posix_spawn_file_actions_adddup2(&actions, streams.report, reportDescriptor);
    }
    if (!workingDirectory.empty()) {
        posix_spawn_file_actions_addchdir_np(&actions, workingDirectory.c_str());
    }
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    auto environment = environmentWith(additions);
    pid_t pid = 0;
    const int error = posix_spawnp(&pid, argv.at(0).c_str(), &actions, &attributes, pointersTo(argv).data(),
                                   pointersTo(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        throw std::runtime_error("can't start " + argv[0] + ": " + std::strerror(error));
    }
    return pid;
}

void setNonBlocking(const Descriptor& descriptor)
{
    ::fcntl(descriptor.get(), F_SETFL, ::fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

/// Takes what is there; closes the descriptor at its end.
void drain(Descriptor& from, std::string& into)
{
    std::array<char, 65536> chunk{};
    while (from.isOpen()) {
        const auto got = ::read(from.get(), chunk.data(), chunk.size());
        if (got > 0) {
            into.append(chunk.data(), static_cast<std::size_t>(got));
        } else if (got < 0 && errno == EAGAIN) {
            return;
        } else if (got == 0 || errno != EINTR) {
            from = Descriptor();
        }
    }
}

/// What the launcher says of the program that it ran.
void takeReport(const std::string& report, ProcessResult& result)
{
    int status = 0;
    std::istringstream fields(report);
    fields >> status >> result.maxRssKiB >> result.leftProcesses;
    if (!fields) {
        throw std::runtime_error("the launcher reports \"" + report + '"');
    }
    result.exitStatus = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void feed(Descriptor& to, std::string_view& rest)
{
    const auto put = ::write(to.get(), rest.data(), rest.size());
    if (put > 0) {
        rest.remove_prefix(static_cast<std::size_t>(put));
    }
    if (rest.empty() || (put < 0 && errno != EAGAIN && errno != EINTR)) {
        to = Descriptor();
    }
}

} // namespace

std::string ProcessResult::firstLine() const
{
    return out.substr(0, out.find('\n'));
}

std::vector<std::string> ProcessResult::lines() const
{
    std::vector<std::string> result;
    for (std::size_t from = 0; from < out.size();) {
        const auto end = std::min(out.find('\n', from), out.size());
        result.push_back(out.substr(from, end - from));
        from = end + 1;
    }
    return result;
}

ProcessResult run(const std::vector<std::string>& argv, const ProcessOptions& options)
{
    Pipe in;
    Pipe out;
    Pipe err;
    Pipe report;
    auto command = argv;
    if (options.measured) {
        command.insert(command.begin(), {LAUNCHER, std::to_string(reportDescriptor)});
    }
    const auto start = Clock::now();
    const auto pid =
        spawn(command, options.environment,
              {in.readEnd.get(), out.writeEnd.get(), err.writeEnd.get(), options.measured ? report.writeEnd.get() : -1},
              options.workingDirectory);
    report.writeEnd = Descriptor();
    in.readEnd = Descriptor();
    out.writeEnd = Descriptor();
    err.writeEnd = Descriptor();
    setNonBlocking(in.writeEnd);
    setNonBlocking(out.readEnd);
    setNonBlocking(err.readEnd);
    setNonBlocking(report.readEnd);
    const Descriptor end(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));

    ProcessResult result;
    std::string_view input = options.input;
    if (input.empty()) {
        in.writeEnd = Descriptor();
    }
    while (true) {
        const auto left = scaled(options.timeout) - secondsSince(start);
        if (left <= 0) {
            ::kill(-pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
            throw std::runtime_error(argv[0] + " was still running after " + std::to_string(options.timeout) +
                                     " s; it had said: " + result.out + result.err);
        }
        std::array<pollfd, 4> waits{{{end.get(), POLLIN, 0},
                                     {out.readEnd.get(), POLLIN, 0},
                                     {err.readEnd.get(), POLLIN, 0},
                                     {in.writeEnd.get(), POLLOUT, 0}}};
        ::poll(waits.data(), waits.size(), static_cast<int>(left * 1000) + 1);
        drain(out.readEnd, result.out);
        drain(err.readEnd, result.err);
        if (waits[3].revents != 0) {
            feed(in.writeEnd, input);
        }
        if (waits[0].revents != 0) {
            break;
        }
    }
    int status = 0;
    rusage usage{};
    ::wait4(pid, &status, 0, &usage);
    result.seconds = secondsSince(start);
    drain(out.readEnd, result.out);
    drain(err.readEnd, result.err);
    result.exitStatus = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    result.maxRssKiB = usage.ru_maxrss;
    // For a moment a process that another thread starts has copies of both, too.
    const auto ended = Clock::now();
    while ((out.readEnd.isOpen() || err.readEnd.isOpen()) && secondsSince(ended) < scaled(0.2)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        drain(out.readEnd, result.out);
        drain(err.readEnd, result.err);
    }
    result.leftOpen = out.readEnd.isOpen() || err.readEnd.isOpen();
    if (options.measured) {
        std::string words;
        drain(report.readEnd, words);
        takeReport(words, result);
    }
    result.cpuSeconds = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                        static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    return result;
}

ChildProcess::ChildProcess(const std::vector<std::string>& argv, const ChildOptions& options)
{
    // A test that crashes or is killed must not leave a daemon behind.
    std::vector<std::string> command{"setpriv", "--pdeathsig", "TERM", "--"};
    command.insert(command.end(), argv.begin(), argv.end());
    const Descriptor nowhere(::open("/dev/null", O_RDWR | O_CLOEXEC));
    Descriptor log;
    if (!options.log.empty()) {
        log = Descriptor(::open(options.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
    }
    const int output = log.isOpen() ? log.get() : nowhere.get();
    pid_ = spawn(command, options.environment, {nowhere.get(), output, output}, {});
}

ChildProcess::~ChildProcess()
{
    stop();
}

bool ChildProcess::running()
{
    if (!ended_) {
        ended_ = ::waitpid(pid_, nullptr, WNOHANG) == pid_;
    }
    return !ended_;
}

void ChildProcess::stop(double seconds)
{
    if (running()) {
        ::kill(pid_, SIGTERM);
    }
    const auto start = Clock::now();
    while (running() && secondsSince(start) < seconds) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ::kill(-pid_, SIGKILL); // the group is gone when nothing of it is left
    while (running()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

} // namespace mpm::test
