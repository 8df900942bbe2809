// SPDX-License-Identifier: MIT
// The studio: see and edit a database in a browser.
#pragma once

#include <orm/studio/options.hpp>
#include <orm/studio/serve.hpp>
