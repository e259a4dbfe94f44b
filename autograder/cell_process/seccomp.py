"""The system calls that a student's process is refused.

A classic BPF program in pure Python. It refuses instead of killing, so that honest code
that tries (a library that looks for a tool, say) gets an exception and goes on.
Everything newer than the newest call known here does not exist for the student.
"""

from __future__ import annotations

import errno
import platform
import struct
import sys

from . import linux

# The architecture's name for the kernel, and its column in the tables.
ARCHITECTURES = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}
NEWEST = 462  # mseal; the x32 calls of x86_64 lie above as well

# name, number on x86_64, number on aarch64
REFUSED = {
    errno.EAGAIN: "fork 57 -, vfork 58 -",
    # the C library then falls back on clone, whose flags can be read
    errno.ENOSYS: "clone3 435 435",
    errno.EPERM: """
        execve 59 221, execveat 322 281, ptrace 101 117, kcmp 312 272,
        process_vm_readv 310 270, process_vm_writev 311 271, process_madvise 440 440,
        process_mrelease 448 448, migrate_pages 256 238, move_pages 279 239,

        mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51,
        move_mount 429 429, open_tree 428 428, fsopen 430 430, fsconfig 431 431,
        fsmount 432 432, fspick 433 433, mount_setattr 442 442, statmount 457 457,
        listmount 458 458, unshare 272 97, setns 308 268, mknod 133 -,
        mknodat 259 33, name_to_handle_at 303 264, open_by_handle_at 304 265,
        setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7,

        add_key 248 217, request_key 249 218, keyctl 250 219, bpf 321 280,
        perf_event_open 298 241, userfaultfd 323 282, io_uring_setup 425 425,
        io_uring_enter 426 426, io_uring_register 427 427, io_setup 206 0,
        seccomp 317 277, landlock_create_ruleset 444 444, landlock_add_rule 445 445,
        landlock_restrict_self 446 446, vmsplice 278 75, splice 275 76, tee 276 77,

        init_module 175 105, finit_module 313 273, delete_module 176 106,
        create_module 174 -, kexec_load 246 104, kexec_file_load 320 294,
        reboot 169 142, swapon 167 224, swapoff 168 225, sethostname 170 161,
        setdomainname 171 162, settimeofday 164 170, clock_settime 227 112,
        adjtimex 159 171, clock_adjtime 305 266, iopl 172 -, ioperm 173 -,
        acct 163 89, quotactl 179 60, quotactl_fd 443 443, syslog 103 116,
        vhangup 153 58, lookup_dcookie 212 18, nfsservctl 180 42, uselib 134 -,
        _sysctl 156 -, sysfs 139 -, modify_ldt 154 -, personality 135 92,

        socket 41 198, bind 49 200, connect 42 203, listen 50 201, accept 43 202,
        accept4 288 242, pidfd_open 434 434, pidfd_getfd 438 438,
        pidfd_send_signal 424 424,

        mq_open 240 180, mq_unlink 241 181, mq_timedsend 242 182,
        mq_timedreceive 243 183, mq_notify 244 184, mq_getsetattr 245 185,
        shmget 29 194, shmat 30 196, shmctl 31 195, semget 64 190, semop 65 193,
        semctl 66 191, semtimedop 220 192, msgget 68 186, msgsnd 69 189,
        msgrcv 70 188, msgctl 71 187, memfd_create 319 279, memfd_secret 447 447,
        inotify_init 253 -, inotify_init1 294 26, inotify_add_watch 254 27,
        fanotify_init 300 262, fanotify_mark 301 263,

        sync 162 81, syncfs 306 267, cachestat 451 451,
        setpriority 141 140, ioprio_set 251 30, sched_setaffinity 203 122,
        sched_setscheduler 144 119, sched_setparam 142 118, sched_setattr 314 274,
        mbind 237 235, set_mempolicy 238 237, set_mempolicy_home_node 450 450
    """,
}
# memfd_create: its pages count against no limit of ours. io_setup: draws on a stock
# that the whole machine shares. mknod: a fifo in /scratch is not worth a device.
# sync: everybody's disk waits for it. cachestat: it tells what others have read.

# Allowed only for the process's own number (abort() signals itself).
OWN = "kill 62 129, tgkill 234 131, tkill 200 130, rt_sigqueueinfo 129 138, \
rt_tgsigqueueinfo 297 240"
CLONE_THREAD = 0x00010000
AF_UNIX = 1
# PR_SET_PDEATHSIG would outlive the zygote; PR_SET_SECCOMP is nothing a student needs;
# PR_SCHED_CORE claims both halves of a processor
PRCTL_REFUSED = (linux.PR_SET_PDEATHSIG, linux.PR_SET_SECCOMP, linux.PR_SCHED_CORE)
IOCTL_REFUSED = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX: typing into a terminal

ALLOW = 0x7FFF0000
KILL = 0x80000000
_LOAD, _JUMP_EQUAL, _JUMP_GREATER, _JUMP_SET, _RETURN = 0x20, 0x15, 0x25, 0x45, 0x06

Instruction = tuple[int, int, int, int]


def numbers(table: str, column: int) -> dict[str, int]:
    """Read a table of calls; a call that the architecture lacks is left out."""
    rows = [row.split() for row in table.split(",")]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


def available() -> bool:
    """Whether the filter exists for this machine."""
    return linux.LINUX and sys.byteorder == "little" and machine() in ARCHITECTURES


def machine() -> str:
    """Return the architecture of this *process*: 32-bit Python has none here."""
    return platform.machine() if sys.maxsize > 2**32 else "32-bit"


def _answer(code: int) -> Instruction:
    return _RETURN, 0, 0, code


def _refusal(number: int) -> Instruction:
    return _answer(0x00050000 | number)  # SECCOMP_RET_ERRNO


def _argument(index: int) -> Instruction:
    # The lower half: the kernel reads these arguments as int, or flags of 32 bits.
    return _LOAD, 0, 0, 16 + 8 * index


def _when(call: int, body: list[Instruction]) -> list[Instruction]:
    return [(_JUMP_EQUAL, 0, len(body), call), *body]


def _only(index: int, values: tuple[int, ...], code: int) -> list[Instruction]:
    """Allow a call when an argument has one of some values."""
    tests: list[Instruction] = []
    for left, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
        tests.append((_JUMP_EQUAL, left + 1, 0, value))
    return [_argument(index), *tests, _refusal(code), _answer(ALLOW)]


def _never(index: int, values: tuple[int, ...], code: int) -> list[Instruction]:
    """Refuse a call when an argument has one of some values."""
    tests: list[Instruction] = []
    for left, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
        tests.append((_JUMP_EQUAL, left + 1, 0, value))
    return [_argument(index), *tests, _answer(ALLOW), _refusal(code)]


def _thread_only() -> list[Instruction]:
    again = _refusal(errno.EAGAIN)
    return [_argument(0), (_JUMP_SET, 1, 0, CLONE_THREAD), again, _answer(ALLOW)]


def program(pid: int, name: str) -> bytes:
    """Return the filter for process `pid` on an architecture."""
    audit, column = ARCHITECTURES[name]

    def one(table: str) -> int:
        return next(iter(numbers(table, column).values()))

    code: list[Instruction] = [
        (_LOAD, 0, 0, 4),
        (_JUMP_EQUAL, 1, 0, audit),
        _answer(KILL),
        (_LOAD, 0, 0, 0),
        (_JUMP_GREATER, 0, 1, NEWEST),
        _refusal(errno.ENOSYS),
    ]
    for number, table in REFUSED.items():
        for call in numbers(table, column).values():
            code += _when(call, [_refusal(number)])
    for call in numbers(OWN, column).values():
        code += _when(call, _only(0, (pid,), errno.EPERM))
    code += _when(one("clone 56 220"), _thread_only())
    code += _when(one("socketpair 53 199"), _only(0, (AF_UNIX,), errno.EPERM))
    code += _when(one("prlimit64 302 261"), _only(0, (0, pid), errno.EPERM))
    code += _when(one("prctl 157 167"), _never(0, PRCTL_REFUSED, errno.EPERM))
    code += _when(one("ioctl 16 29"), _never(1, IOCTL_REFUSED, errno.EPERM))
    code.append(_answer(ALLOW))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def install(pid: int) -> bool:
    """Install the filter for the calling process; False where there is none."""
    if not available():
        return False
    linux.install_filter(program(pid, machine()))
    return True
