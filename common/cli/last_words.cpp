// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/last_words.hpp"

#include "check/ascii.hpp"
#include "io/resources.hpp"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <exception>
#include <new>
#include <utility>

namespace mpm {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

/// A line in static storage.
class FixedLine {
public:
    void append(std::string_view text)
    {
        const auto count = std::min(text.size(), line_.size() - size_);
        std::copy_n(text.begin(), count, line_.begin() + size_);
        size_ += static_cast<std::ptrdiff_t>(count);
    }

    std::string_view text() const { return {line_.data(), static_cast<std::size_t>(size_)}; }

private:
    std::array<char, 200> line_{};
    std::ptrdiff_t size_ = 0;
};

struct Said {
    std::string_view interrupted;
    std::string_view crashed;
    std::string_view noMemory;
    std::string_view noCpuTime;
};

// A signal handler can reach nothing but static storage. Texts that came later are never given back.
bool stdoutWasClosed = false;
std::atomic_flag answering = ATOMIC_FLAG_INIT;
std::array<FixedLine, 4> firstLines;
Said firstWords;
std::atomic<const Said*> said = nullptr;
std::array<char, 64UL * 1024> crashStack;

void waitFor(long milliseconds)
{
    const timespec pause{milliseconds / 1000, (milliseconds % 1000) * 1000000};
    nanosleep(&pause, nullptr);
}

void onInterrupt(int /*signal*/)
{
    answerInterrupted();
}

void onCpuLimit(int /*signal*/)
{
    if (!answering.test()) {
        answerAndExit(said.load()->noCpuTime, Status::Unknown);
    }
}

void onCrash(int /*signal*/)
{
    if (answering.test()) { // by another thread, which needs a moment only
        waitFor(100);
        _exit(static_cast<int>(Status::Unknown));
    }
    answerWhereNoMemory();
    answerAndExit(said.load()->crashed, Status::Unknown);
}

[[noreturn]] void onTerminate()
{
    if (const auto fault = std::current_exception()) {
        try {
            std::rethrow_exception(fault);
        } catch (const std::bad_alloc&) {
            answerAndExit(said.load()->noMemory, Status::Unknown);
        } catch (...) {
            answerAndExit(said.load()->crashed, Status::Unknown);
        }
    }
    // Where even the exception found no memory there is none to look at.
    answerAndExit(said.load()->noMemory, Status::Unknown);
}

/// Gives what was done before.
struct sigaction handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action {};
    struct sigaction before {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigfillset(&action.sa_mask);
    sigaction(signal, &action, &before);
    return before;
}

/// Whatever is written there is lost, also on a machine without /dev.
int openNowhere()
{
    const int null = open("/dev/null", O_RDWR);
    return null >= 0 ? null : eventfd(0, EFD_NONBLOCK);
}

void prepareStreams()
{
    stdoutWasClosed = fcntl(STDOUT_FILENO, F_GETFD) == -1;
    int nowhere = openNowhere();
    while (nowhere >= 0 && nowhere <= STDERR_FILENO) {
        nowhere = openNowhere();
    }
    if (nowhere >= 0) {
        if (!sanitized) {
            dup2(nowhere, STDERR_FILENO);
        }
        close(nowhere);
    }
}

/// "SMTP TLS" for check_smtp_tls.
void appendService(FixedLine& line)
{
    std::string_view name(program_invocation_short_name);
    name.remove_prefix(name.starts_with("check_") ? 6 : 0);
    for (const char c : name.substr(0, 40)) {
        const char shown = c == '_' ? ' ' : isLetter(c) || isDigit(c) ? toUpper(c) : '-';
        line.append({&shown, 1});
    }
    line.append(name.empty() ? "CHECK" : "");
}

/// Stopping and going on are not for us; what crashes say is in the list below.
bool endsByDefault(int signal)
{
    constexpr std::array others{SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGCHLD, SIGURG, SIGWINCH,
                                SIGPIPE, SIGXFSZ, SIGXCPU, SIGSEGV, SIGBUS,  SIGFPE,  SIGILL,  SIGABRT};
    return std::find(others.begin(), others.end(), signal) == others.end();
}

/// Not what the caller ignores, or a profiler's own. Whether it is ours now.
bool takeOver(int signal, void (*handler)(int))
{
    const auto before = handle(signal, handler, 0);
    const bool isOurs = before.sa_handler == SIG_DFL;
    if (!isOurs) {
        sigaction(signal, &before, nullptr);
    }
    return isOurs;
}

void prepareSignals()
{
    sigset_t ours;
    sigemptyset(&ours);
    for (int signal = 1; signal <= SIGRTMAX; ++signal) {
        const bool libcs = signal > SIGSYS && signal < SIGRTMIN;
        if (endsByDefault(signal) && !libcs && takeOver(signal, onInterrupt)) {
            sigaddset(&ours, signal);
        }
    }
    if (takeOver(SIGXCPU, onCpuLimit)) {
        sigaddset(&ours, SIGXCPU);
    }
    handle(SIGPIPE, SIG_IGN, 0);
    handle(SIGXFSZ, SIG_IGN, 0);
    sigprocmask(SIG_UNBLOCK, &ours, nullptr); // a mask is inherited through exec
    if (sanitized) {
        return;
    }
    stack_t stack{};
    stack.ss_sp = crashStack.data();
    stack.ss_size = crashStack.size();
    sigaltstack(&stack, nullptr);
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
        handle(signal, onCrash, SA_ONSTACK);
    }
}

} // namespace

void prepareFirstWords() noexcept
{
    prepareStreams();
    constexpr std::array<std::string_view, 4> words{
        "interrupted by a signal before the check had ended", "internal error: the check crashed",
        "out of memory: this machine gives the check too little",
        "the check has used up the processor time that this machine gives it (ulimit -t)"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto& line = firstLines.at(i);
        appendService(line);
        line.append(" UNKNOWN - ");
        line.append(words.at(i));
        line.append("\n");
    }
    firstWords = {firstLines[0].text(), firstLines[1].text(), firstLines[2].text(), firstLines[3].text()};
    said = &firstWords;
    std::set_terminate(onTerminate);
    prepareSignals();
}

void answerWhereNoMemory() noexcept
{
    constexpr std::size_t little = 2UL * 1024 * 1024;
    if (!answering.test() && !isMemoryLeft(little)) {
        answerAndExit(said.load()->noMemory, Status::Unknown);
    }
}

void answerInterrupted() noexcept
{
    if (!answering.test()) {
        answerAndExit(said.load()->interrupted, Status::Unknown);
    }
}

void answerAndExit(std::string_view text, Status status) noexcept
{
    if (answering.test_and_set()) {
        while (!text.empty()) {
            waitFor(1000); // the other one ends the process
        }
        _exit(static_cast<int>(status));
    }
    bool lost = stdoutWasClosed;
    while (!text.empty()) {
        const auto written = write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            lost = lost || errno != EPIPE;
            break;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    _exit(lost ? static_cast<int>(Status::Unknown) : static_cast<int>(status));
}

void prepareLastWords(LastWords words)
{
    struct Kept {
        LastWords words;
        Said views;
    };
    auto* kept = new Kept{std::move(words), {}}; // NOLINT(cppcoreguidelines-owning-memory)
    kept->views = {kept->words.interrupted, kept->words.crashed, kept->words.noMemory, kept->words.noCpuTime};
    said = &kept->views;
}

} // namespace mpm
