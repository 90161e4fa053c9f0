using System.Collections.Frozen;

namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>Names of application functions (IEEE 1815 §4.2.2.5), as Zeek writes them.</summary>
internal static class Dnp3Names
{
    public const int Response = 0x81;
    public const int UnsolicitedResponse = 0x82;
    public const int AuthenticateResponse = 0x83;

    private static readonly FrozenDictionary<int, string> s_functions = new Dictionary<int, string>
    {
        [0x00] = "CONFIRM",
        [0x01] = "READ",
        [0x02] = "WRITE",
        [0x03] = "SELECT",
        [0x04] = "OPERATE",
        [0x05] = "DIRECT_OPERATE",
        [0x06] = "DIRECT_OPERATE_NR",
        [0x07] = "IMMED_FREEZE",
        [0x08] = "IMMED_FREEZE_NR",
        [0x09] = "FREEZE_CLEAR",
        [0x0A] = "FREEZE_CLEAR_NR",
        [0x0B] = "FREEZE_AT_TIME",
        [0x0C] = "FREEZE_AT_TIME_NR",
        [0x0D] = "COLD_RESTART",
        [0x0E] = "WARM_RESTART",
        [0x0F] = "INITIALIZE_DATA",
        [0x10] = "INITIALIZE_APPL",
        [0x11] = "START_APPL",
        [0x12] = "STOP_APPL",
        [0x13] = "SAVE_CONFIG",
        [0x14] = "ENABLE_UNSOLICITED",
        [0x15] = "DISABLE_UNSOLICITED",
        [0x16] = "ASSIGN_CLASS",
        [0x17] = "DELAY_MEASURE",
        [0x18] = "RECORD_CURRENT_TIME",
        [0x19] = "OPEN_FILE",
        [0x1A] = "CLOSE_FILE",
        [0x1B] = "DELETE_FILE",
        [0x1C] = "GET_FILE_INFO",
        [0x1D] = "AUTHENTICATE_FILE",
        [0x1E] = "ABORT_FILE",
        [0x1F] = "ACTIVATE_CONFIG",
        [0x20] = "AUTHENTICATE_REQ",
        [0x21] = "AUTHENTICATE_ERR",
        [Response] = "RESPONSE",
        [UnsolicitedResponse] = "UNSOLICITED_RESPONSE",
        [AuthenticateResponse] = "AUTHENTICATE_RESP",
    }.ToFrozenDictionary();

    public static string Function(int number) => s_functions.GetValueOrDefault(number) ?? $"unknown-{number}";

    /// <summary>Messages of this function name objects.</summary>
    public static bool HasObjects(int function) =>
        HasData(function) || function is (>= 0x01 and <= 0x0C) or 0x14 or 0x15;

    /// <summary>The points of its objects have values.</summary>
    public static bool HasData(int function) =>
        function is (>= 0x02 and <= 0x06) or (>= 0x19 and <= 0x1E) or Response or UnsolicitedResponse;
}
