// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dkim/judge_dkim.hpp"

namespace mpm::checkMailAuth {

Part judgeDkim(const Answers&, const Target&, const Policy&)
{
    return {};
}

} // namespace mpm::checkMailAuth
