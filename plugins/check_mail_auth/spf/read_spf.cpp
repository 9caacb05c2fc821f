// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/read_spf.hpp"

namespace mpm::checkMailAuth {

void readSpf(const Target&, Reading&) {}

} // namespace mpm::checkMailAuth
