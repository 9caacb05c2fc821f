// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "survey/measure.hpp"

#include <cmath>

using namespace mpm;

namespace {

Exchange answered(Step step, double seconds, std::size_t group = 0)
{
    Exchange exchange;
    exchange.step = step;
    exchange.seconds = Seconds(seconds);
    exchange.group = group;
    exchange.reply = Reply{250, {PeerText("ok")}, {}};
    return exchange;
}

long milliseconds(const SmtpVisit& visit, std::initializer_list<Step> steps)
{
    return std::lround(replyTime(steps)(visit).value_or(Seconds(-1)).count() * 1000);
}

} // namespace

TEST_CASE("three recipients in one group, answered after 30 ms, took 30 ms and not the sum of their waits")
{
    SmtpVisit visit;
    visit.exchanges = {answered(Step::Mail, 0.030, 1), answered(Step::Rcpt, 0.030, 1), answered(Step::Rcpt, 0.031, 1),
                       answered(Step::Rcpt, 0.032, 1), answered(Step::Data, 0.033, 1)};
    CHECK(milliseconds(visit, {Step::Mail}) == 30);
    CHECK(milliseconds(visit, {Step::Rcpt}) == 32);
    CHECK(milliseconds(visit, {Step::Data}) == 33);
    CHECK(milliseconds(visit, {Step::Mail, Step::Rcpt, Step::Data}) == 33);
}

TEST_CASE("recipients that were each waited for took the sum of it")
{
    SmtpVisit visit;
    visit.exchanges = {answered(Step::Rcpt, 0.030), answered(Step::Rcpt, 0.031)};
    CHECK(milliseconds(visit, {Step::Rcpt}) == 61);
}

TEST_CASE("two groups add up, and so does what was said between them")
{
    SmtpVisit visit;
    visit.exchanges = {answered(Step::Rcpt, 0.010, 1), answered(Step::Rcpt, 0.020, 1), answered(Step::Rcpt, 0.005),
                       answered(Step::Rcpt, 0.010, 2), answered(Step::Rcpt, 0.030, 2)};
    CHECK(milliseconds(visit, {Step::Rcpt}) == 55);
}
