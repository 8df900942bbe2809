#include <orm/orm.hpp>
