// SPDX-License-Identifier: MIT
// Comments behind statements for the server's logs: sqlcommenter.
#pragma once

#include <orm/session/query_comment.hpp>
