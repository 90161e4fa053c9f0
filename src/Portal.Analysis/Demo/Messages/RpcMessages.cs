using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Messages;

/// <summary>DCE/RPC packets to the service control manager (C706 §12.6; MS-SCMR §3.1.4).</summary>
internal static class RpcMessages
{
    private static readonly Guid s_serviceControl = new("367abb81-9844-35f1-ad32-98f038001003");
    private static readonly Guid s_transferSyntax = new("8a885d04-1ceb-11c9-9fe8-08002b104860");

    public static byte[] Bind() =>
        Packet(
            11,
            1,
            new WireWriter()
                .U16Little(4280)
                .U16Little(4280)
                .U32Little(0)
                .U32Little(1)
                .U16Little(0)
                .U16Little(1)
                .Raw(s_serviceControl.ToByteArray())
                .U32Little(2)
                .Raw(s_transferSyntax.ToByteArray())
                .U32Little(2)
        );

    public static byte[] BindAccepted() =>
        Packet(
            12,
            1,
            new WireWriter()
                .U16Little(4280)
                .U16Little(4280)
                .U32Little(0x1234)
                .U16Little(13)
                .Ascii("\\pipe\\svcctl")
                .U8(0)
                .U8(0)
                .U32Little(1)
                .U16Little(0)
                .U16Little(0)
                .Raw(s_transferSyntax.ToByteArray())
                .U32Little(2)
        );

    public static byte[] Request(uint call, ushort operation, byte[] stub) =>
        Packet(0, call, new WireWriter().U32Little((uint)stub.Length).U16Little(0).U16Little(operation).Raw(stub));

    public static byte[] Response(uint call, byte[] stub) =>
        Packet(2, call, new WireWriter().U32Little((uint)stub.Length).U16Little(0).U16Little(0).Raw(stub));

    private static byte[] Packet(int type, uint call, WireWriter body) =>
        new WireWriter()
            .U8(5)
            .U8(0)
            .U8(type)
            .U8(3)
            .Raw([0x10, 0, 0, 0])
            .U16Little(16 + body.Length)
            .U16Little(0)
            .U32Little(call)
            .Raw(body.ToArray())
            .ToArray();
}
