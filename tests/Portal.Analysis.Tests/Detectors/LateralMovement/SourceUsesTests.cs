using FsCheck.Xunit;
using Portal.Analysis.Detectors.LateralMovement;

namespace Portal.Analysis.Tests.Detectors.LateralMovement;

public sealed class SourceUsesTests
{
    private static readonly string[] s_services = ["smb", "rdp", "ssh", "ldap"];

    [Property(MaxTest = 300)]
    public void It_answers_as_looking_at_every_other_use_does(byte[] drawn, bool isOneUseEach)
    {
        var uses = Uses(drawn, isOneUseEach);
        bool IsRare(AdminUse use) => use.Sent % 3 != 0;
        bool IsUnusual(AdminUse use) => use.Sent % 2 == 0;

        var source = new SourceUses(uses, IsRare, IsUnusual);

        foreach (var use in uses)
        {
            var (from, until) = (use.FirstTime - 5, use.LastTime + 5);
            var near = uses.Where(other => other.FirstTime <= until && other.LastTime >= from).ToList();
            Assert.Equal(
                near.Where(IsRare).Select(other => other.Target).Distinct().Count(),
                source.RareTargets(from, until)
            );
            Assert.Equal(
                near.Where(other => IsUnusual(other) && other.Service.Id != use.Service.Id).Take(4),
                source.Companions(use, from, until, most: 4)
            );
            Assert.Equal(
                uses.Where(other => other.Service.IsInteractive && other.Target != use.Target && other.FirstTime < from)
                    .Select(other => other.Target)
                    .Distinct()
                    .Count(),
                source.AdministeredBefore(from, use.Target)
            );
        }
    }

    /// <summary>Four bytes a use: target, service, begin and length; the times lie close enough to overlap.</summary>
    private static List<AdminUse> Uses(byte[] drawn, bool isOneUseEach) =>
        [
            .. drawn
                .Chunk(4)
                .Where(item => item.Length == 4)
                .Select(
                    (item, index) =>
                        new AdminUse
                        {
                            Source = "10.0.0.1",
                            Target = $"10.0.1.{(isOneUseEach ? index : item[0] % 5)}",
                            Service = AdminService.Of(s_services[item[1] % s_services.Length]),
                            Port = 1,
                            Connections = 1,
                            Sent = item[0],
                            Received = 0,
                            Seconds = 0,
                            Days = 1,
                            FirstTime = item[2],
                            LastTime = item[2] + (item[3] % 16),
                        }
                ),
        ];
}
