#pragma once

/// With how many arguments this process was started, the name of the program among them.
int process_argument_count(void);

/// One of them, the name of the program first; nothing beyond the last.
const char *_Nullable process_argument(int index);

/// The file of the program, as whoever started it named that to the kernel.
const char *_Nullable process_file(void);
