using Microsoft.EntityFrameworkCore;
using Portal.Cases.Cases;
using Portal.Traffic.Credentials;

namespace Portal.Cases.Tests.Cases;

public sealed class CaseKeysTests
{
    [Fact]
    public async Task Every_case_has_its_own_key_from_the_start_and_keeps_it()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var first = await portal.AddCaseAsync(ann);
        var second = await portal.AddCaseAsync(ann);
        await using (var db = await portal.OpenAsync())
        {
            Assert.Equal(2, await db.Set<CaseKey>().CountAsync());
        }
        var keys = portal.Get<CaseKeys>();

        var once = Sign(await keys.OfAsync(first.Id, default));

        Assert.Equal(once, Sign(await keys.OfAsync(first.Id, default)));
        Assert.NotEqual(once, Sign(await keys.OfAsync(second.Id, default)));
    }

    [Fact]
    public async Task A_case_that_is_older_than_the_keys_gets_one_when_it_is_first_needed()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        await using (var db = await portal.OpenAsync())
        {
            await db.Set<CaseKey>().ExecuteDeleteAsync();
        }
        var keys = portal.Get<CaseKeys>();

        var both = await Task.WhenAll(keys.OfAsync(made.Id, default), keys.OfAsync(made.Id, default));

        Assert.Equal(Sign(both[0]), Sign(both[1]));
        Assert.Equal(Sign(both[0]), Sign(await keys.OfAsync(made.Id, default)));
    }

    [Fact]
    public async Task Without_the_case_there_is_no_key()
    {
        await using var portal = await TestPortal.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => portal.Get<CaseKeys>().OfAsync(77, default));
    }

    private static string Sign(SecretKey key)
    {
        var hash = new byte[32];
        key.Sign("hunter2"u8, hash);
        return Convert.ToHexString(hash);
    }
}
