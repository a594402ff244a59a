using System.Collections.Frozen;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Web;

/// <summary>What metrics and roles are called in each language.</summary>
public static class MetricNames
{
    private static readonly FrozenDictionary<string, string> Chinese = new Dictionary<string, string>
    {
        ["applicants"] = "报名人数",
        ["winners"] = "中签人数",
        ["claimed"] = "领取人数",
        ["payments"] = "支付笔数",
        ["redeemedFen"] = "核销金额",
        ["ownMoneyFen"] = "自有资金",
        ["otherTenderFen"] = "其他支付",
        ["recalledFen"] = "收回金额",
        ["meanPaymentFen"] = "笔均核销",
        ["onlineRedeemedFen"] = "线上核销",
        ["inStoreRedeemedFen"] = "线下核销",
        ["onlineOrdersFirst24h"] = "首日线上订单",
        ["doubleOfflineParticipants"] = "双离线参与",
        ["registeredFirst24h"] = "首日报名人数",
        ["registrationPeakPerHour"] = "每小时报名峰值",
        ["refusedClaims"] = "未抢到人次",
        ["laterRoundClaims"] = "后续轮次领取",
        ["rolledOverFen"] = "结转金额",
        ["refundedFen"] = "退款金额",
        ["discountFen"] = "商户折扣",
        ["merchantCouponFen"] = "商户券",
        ["subWalletFen"] = "子钱包消费",
        ["extraWindowFen"] = "窗口期新增消费",
        ["extraWindowInsideFen"] = "窗口期新增(指定商户)",
        ["extra120DaysFen"] = "120天新增消费",
        ["extra120DaysInsideFen"] = "120天新增(指定商户)",
        ["displacedShare"] = "替代消费占比",
        ["leverageGross"] = "总杠杆",
        ["leverageExtra"] = "新增杠杆",
        ["costPerExtraYuan"] = "每元新增消费成本",
        ["offlinePayments"] = "离线支付笔数",
        ["offlineValueFen"] = "离线支付金额",
        ["offlineLoadedFen"] = "离线圈存",
        ["offlineDepositedFen"] = "离线回存",
        ["offlineFloatFen"] = "离线在途余额",
        ["offlineBacklog"] = "最大待上传笔数",
        ["offlinePeakPerHour"] = "每小时结算峰值",
        ["offlineLossFen"] = "离线损失",
        ["offlineFound"] = "发现的破解钱包",
        ["outageWanted"] = "断网期间支付需求",
        ["outagePayments"] = "断网期间支付",
        ["outageServed"] = "断网期间成功率",
        ["ownMoneyPerPacketYuan"] = "每元红包带动自有资金",
        ["takingsGini"] = "商户基尼系数",
        ["takingsHhi"] = "商户赫芬达尔指数",
        ["takingsTop1Share"] = "最大商户占比",
        ["takingsTop10Share"] = "前10商户占比",
        ["takingsTop100Share"] = "前100商户占比",
    }.ToFrozenDictionary();

    /// <summary>A metric's name in tables and charts.</summary>
    public static string Of(Metric metric, Language language)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return language == Language.Chinese && Chinese.TryGetValue(metric.Name, out var name) ? name : metric.Title;
    }

    /// <summary>What part a figure plays.</summary>
    public static string Of(FigureRole role, Language language) => (language == Language.Chinese, role) switch
    {
        (true, FigureRole.Input) => "输入",
        (true, FigureRole.Fitted) => "拟合",
        (true, FigureRole.Derived) => "推算",
        (true, FigureRole.HeldOut) => "留作检验",
        (true, _) => "无公布数据",
        (_, FigureRole.HeldOut) => "held out",
        _ => role.ToString().ToLowerInvariant(),
    };
}
