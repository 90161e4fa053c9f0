using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Messages;

/// <summary>The arguments of the calls that install and start a service (MS-SCMR §3.1.4; NDR of C706 chapter 14).</summary>
internal sealed class ServiceCalls(byte[] handle)
{
    private const ushort CreateService = 12;
    private const ushort OpenManager = 15;
    private const ushort StartService = 19;
    private const uint AllAccess = 0x000F_01FF;
    private const uint ManagerAccess = 0x000F_003F;

    public IEnumerable<(ushort Operation, byte[] Request, byte[] Response)> Install(string name, string program)
    {
        var open = new WireWriter().U32Little(0x20000);
        Text(open, "SRV-FILE15");
        yield return (
            OpenManager,
            open.U32Little(0).U32Little(ManagerAccess).ToArray(),
            Handle().U32Little(0).ToArray()
        );

        var create = Handle();
        Text(create, name);
        create.U32Little(0).U32Little(AllAccess).U32Little(0x10).U32Little(3).U32Little(0);
        Text(create, program);
        // Load order group, tag, dependencies and their size, account, password and its size: none.
        create.U32Little(0).U32Little(0).U32Little(0).U32Little(0).U32Little(0).U32Little(0).U32Little(0);
        yield return (
            CreateService,
            create.ToArray(),
            new WireWriter().U32Little(0).Raw(Handle().ToArray()).U32Little(0).ToArray()
        );

        yield return (
            StartService,
            Handle().U32Little(0).U32Little(0).ToArray(),
            new WireWriter().U32Little(0).ToArray()
        );
    }

    private WireWriter Handle() => new WireWriter().U32Little(0).Raw(handle);

    /// <summary>A conformant, varying string with its terminator, padded to four bytes.</summary>
    private static void Text(WireWriter writer, string text)
    {
        var count = (uint)text.Length + 1;
        writer.U32Little(count).U32Little(0).U32Little(count).Utf16(text + "\0");
        writer.Zeros((4 - writer.Length % 4) % 4);
    }
}
