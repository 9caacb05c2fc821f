// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/watchdog.hpp"

#include "cli/last_words.hpp"

#include <sys/time.h>

#include <algorithm>
#include <csignal>
#include <utility>

namespace mpm {
namespace {

// A signal handler can reach nothing but static storage; written only while no signal is armed.
Watchdog::Answer timeoutAnswer;
Watchdog::Answer abortAnswer;
Clock::time_point alarmAt;
struct sigaction abortBefore {};

/// The timer is a matter of microseconds; an alarm long before it is somebody else's.
constexpr Seconds early{0.05};

void onAlarm(int /*signal*/)
{
    if (Deadline(alarmAt).remaining() > early) {
        answerInterrupted();
        return;
    }
    if (!timeoutAnswer.text.empty()) {
        answerWhereNoMemory();
    }
    answerAndExit(timeoutAnswer.text, timeoutAnswer.status);
}

void onAbortSignal(int /*signal*/)
{
    answerWhereNoMemory();
    answerAndExit(abortAnswer.text, abortAnswer.status);
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action {};
    action.sa_handler = handler;
    sigfillset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

void setTimer(Clock::duration after)
{
    // Zero would disarm the timer.
    const auto left = std::max<std::chrono::microseconds>(std::chrono::duration_cast<std::chrono::microseconds>(after),
                                                          std::chrono::microseconds(1));
    itimerval timer{};
    timer.it_value.tv_sec = left.count() / 1000000;
    timer.it_value.tv_usec = left.count() % 1000000;
    setitimer(ITIMER_REAL, &timer, nullptr);
}

} // namespace

Watchdog::Watchdog(Deadline deadline, Answer onTimeout, Answer onAbort)
{
    timeoutAnswer = std::move(onTimeout);
    abortAnswer = std::move(onAbort);
    alarmAt = deadline.at();
    handle(SIGALRM, onAlarm);
    sigaction(SIGABRT, nullptr, &abortBefore);
    handle(SIGABRT, onAbortSignal);
    // The caller may have blocked signals; a mask is inherited through exec.
    sigset_t alarm;
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    sigprocmask(SIG_UNBLOCK, &alarm, nullptr);
    setTimer(deadline.remaining());
}

Watchdog::~Watchdog()
{
    const itimerval off{};
    setitimer(ITIMER_REAL, &off, nullptr);
    handle(SIGALRM, SIG_IGN);
    sigaction(SIGABRT, &abortBefore, nullptr);
}

} // namespace mpm
