// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/last_words.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
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

// A signal handler can reach nothing but static storage. The texts are never given back.
bool stdoutWasClosed = false;
const std::string* interruptedText = nullptr;
const std::string* crashedText = nullptr;
std::array<char, 64UL * 1024> crashStack;

void onInterrupt(int /*signal*/)
{
    answerAndExit(*interruptedText, Status::Unknown);
}

void onCrash(int /*signal*/)
{
    answerAndExit(*crashedText, Status::Unknown);
}

void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigfillset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

} // namespace

void prepareStreams()
{
    stdoutWasClosed = fcntl(STDOUT_FILENO, F_GETFD) == -1;
    int nowhere = open("/dev/null", O_RDWR);
    while (nowhere >= 0 && nowhere <= STDERR_FILENO) {
        nowhere = open("/dev/null", O_RDWR);
    }
    if (nowhere >= 0) {
        if (!sanitized) {
            dup2(nowhere, STDERR_FILENO);
        }
        close(nowhere);
    }
}

void answerAndExit(std::string_view text, Status status) noexcept
{
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

void prepareLastWords(std::string whenInterrupted, std::string whenCrashed)
{
    const bool first = interruptedText == nullptr;
    interruptedText = new std::string(std::move(whenInterrupted)); // NOLINT(cppcoreguidelines-owning-memory)
    crashedText = new std::string(std::move(whenCrashed));         // NOLINT(cppcoreguidelines-owning-memory)
    if (!first) {
        return;
    }
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        struct sigaction before {};
        sigaction(signal, nullptr, &before);
        if (before.sa_handler != SIG_IGN) { // nohup means it
            handle(signal, onInterrupt, 0);
        }
    }
    sigset_t ours;
    sigemptyset(&ours);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        sigaddset(&ours, signal);
    }
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

} // namespace mpm
