namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>C706 §12.6.1, MS-RPCE §2.2.2.1.</summary>
internal enum DceRpcType : byte
{
    Request = 0,
    Response = 2,
    Fault = 3,
    Bind = 11,
    BindAck = 12,
    BindNak = 13,
    AlterContext = 14,
    AlterContextResponse = 15,
    Auth3 = 16,
    Shutdown = 17,
    Cancel = 18,
    Orphaned = 19,
    RequestToSend = 20,
}
