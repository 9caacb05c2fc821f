// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/judge_spf.hpp"

namespace mpm::checkMailAuth {

Part judgeSpf(const Answers&, const Target&, const Policy&)
{
    return {};
}

} // namespace mpm::checkMailAuth
